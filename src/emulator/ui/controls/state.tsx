/** Saves the state as a file, loads one, and resets. */
import type { Problem } from "../../control/problem.ts";
import { wholeResponse } from "../../runtime/whole-response.ts";
import { snapshotSchema } from "../../store/snapshot-schema.ts";
import { SAFE_HEADERS } from "../headers.ts";
import { accountPath, withQuery } from "../paths.ts";
import type { DownloadRoute, ViewRequest } from "../route.ts";
import type { Control } from "./control.ts";
import { ControlForm } from "./control-form.tsx";
import { type ControlRequest, execute } from "./control-request.ts";
import { curlOfRequest } from "./curl.ts";
import { scopeField } from "./scope.ts";
import { ALL_ACCOUNTS, SCOPE_FIELD, typedScope } from "./typed.ts";

const FILE = "protexting-state.json";

/** Bytes of a state that is loaded through the page; the control API takes larger ones. */
export const STATE_BYTES = 256 * 1024 * 1024;

export const resetControl: Control = {
  id: "reset",
  done: "Back at the beginning.",
  confirm: "Messages, journal and faults may go",
  request: (form, visit) => ({ method: "post", path: "/reset", body: typedScope(form, visit) }),
};

export const loadControl: Control = {
  id: "load",
  done: "The state was loaded.",
  confirm: "What is there now may go",
  retold: ofFile,
  request: (form, visit) => ({
    method: "put",
    path: "/state",
    query: typedScope(form, visit),
    body: stateOf(form.get("body") ?? ""),
    bodyFile: FILE,
  }),
};

/** Rewords a problem for a file: the control API names keys that a person who chooses a file does not know. */
function ofFile(problem: Problem, form: URLSearchParams): Problem {
  const isEmpty = (form.get("body") ?? "") === "";
  const [first] = problem.errors ?? [];
  const why = first === undefined ? problem.detail : `${first.field}: ${first.message}`;
  const wrong = isEmpty
    ? "No file was chosen, or it is empty."
    : `This is no state that can be loaded (${why}).`;
  return {
    ...problem,
    errors: [{ field: "body", message: `${wrong} Please choose the file that was saved.` }],
  };
}

/** Parses a state; text that is not JSON is left for the control API to refuse. */
function stateOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return text;
  }
}

const SAVE = "/levers/state.json";

export const stateDownload: DownloadRoute = {
  method: "download",
  path: SAVE,
  async file(visit) {
    const snapshot = snapshotSchema().parse(await execute(visit.services, saveWish(visit, visit.query)));
    return wholeResponse(JSON.stringify(snapshot), {
      headers: {
        ...SAFE_HEADERS,
        "Content-Type": "application/json",
        "Content-Disposition": `attachment; filename="${FILE}"`,
        "Cache-Control": "no-store",
      },
    });
  },
};

function saveWish(visit: ViewRequest, form: URLSearchParams): ControlRequest {
  return { method: "get", path: "/state", query: typedScope(form, visit), answerFile: FILE };
}

export function SaveState({ visit }: { readonly visit: ViewRequest }) {
  const path = accountPath(visit.account.key, SAVE);
  return (
    <div class="lever">
      <p class="fields">
        <a class="button" href={path} download={FILE} hx-boost="false">
          Save this account
        </a>
        <a
          class="button quiet"
          href={withQuery(path, { [SCOPE_FIELD]: ALL_ACCOUNTS })}
          download={FILE}
          hx-boost="false"
        >
          Save everything
        </a>
      </p>
      <p class="hint">The file holds messages and access tokens whole.</p>
      <details id="lever-save-curl" class="curl">
        <summary>The same with curl</summary>
        <pre class="raw" tabindex={0} role="group" aria-label="curl command">
          {curlOfRequest(visit, saveWish(visit, new URLSearchParams()))}
        </pre>
      </details>
    </div>
  );
}

export function LoadState({ visit }: { readonly visit: ViewRequest }) {
  return (
    <ControlForm
      visit={visit}
      control={loadControl}
      button="Load it"
      look="quiet"
      fields={[
        { name: "body", label: "A state that was saved", kind: "file" },
        scopeField(visit, "Put back"),
      ]}
    />
  );
}

export function Reset({ visit }: { readonly visit: ViewRequest }) {
  return (
    <ControlForm
      visit={visit}
      control={resetControl}
      button="Reset"
      look="danger"
      fields={[scopeField(visit, "Reset")]}
    />
  );
}
