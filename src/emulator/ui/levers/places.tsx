/** Which view each lever stands in, and where the browser goes when it has been pulled. */
import { showInbox } from "../conversations/views.tsx";
import { accountPath, PAGE, threadPath } from "../paths.ts";
import type { Route, ViewRequest, ViewResult } from "../route.ts";
import { showTemplates, TEMPLATES } from "../views/templates-view.tsx";
import { accountLevers } from "./account.tsx";
import { clockLevers } from "./clock.tsx";
import { faultLevers } from "./faults.tsx";
import { backTo, type Control, type LeverPlace, leverRoute } from "./lever.ts";
import { LEVERS, leversView, showLevers } from "./levers-view.tsx";
import { messageStatusLever } from "./message-status.tsx";
import { replyLever } from "./reply.tsx";
import { loadLever, resetLever, STATE_BYTES, stateDownload } from "./state.tsx";
import { templateStatusLever } from "./template-status.tsx";

/** On the levers' own view. */
function onLevers(lever: Control): LeverPlace {
  return {
    lever,
    show: showLevers,
    view: LEVERS,
    next: ({ account }) => backTo(accountPath(account.key, LEVERS), lever),
  };
}

/** What they do can take the account away. */
function thatEnds(lever: Control, limit?: number): LeverPlace {
  return {
    lever,
    show: showLevers,
    view: LEVERS,
    async next({ services, account }) {
      const isGone = (await services.store.account(account.token)) === undefined;
      return isGone ? PAGE : backTo(accountPath(account.key, LEVERS), lever);
    },
    ...(limit === undefined ? {} : { limit }),
  };
}

const places: readonly LeverPlace[] = [
  {
    lever: replyLever,
    show: (visit, form) => showInbox(visit, form.get("from") ?? ""),
    next: ({ account }, form) => threadOf(account.key, form.get("from")),
  },
  {
    lever: messageStatusLever,
    show: (visit, form) =>
      showInbox(onPage(visit, form), form.get("recipient") ?? "", form.get("message") ?? ""),
    next: ({ account }, form) => {
      const entry = `${threadOf(account.key, form.get("recipient"))}/${encodeURIComponent(form.get("message") ?? "")}`;
      return backTo(entry, messageStatusLever, pageOf(form));
    },
  },
  {
    lever: templateStatusLever,
    show: (visit, form): Promise<ViewResult> => showTemplates(onPage(visit, form)),
    view: TEMPLATES,
    next: ({ account }, form) =>
      `${backTo(accountPath(account.key, TEMPLATES), templateStatusLever, pageOf(form))}-${encodeURIComponent(form.get("template") ?? "")}`,
  },
  ...[...clockLevers, ...accountLevers, ...faultLevers].map(onLevers),
  thatEnds(resetLever),
  thatEnds(loadLever, STATE_BYTES),
];

export const leverRoutes: readonly Route[] = [leversView, stateDownload, ...places.map(leverRoute)];

function threadOf(key: string, recipient: string | null): string {
  return threadPath(key, encodeURIComponent(recipient ?? ""));
}

/** The page of a list on which the form stood. */
function pageOf(form: URLSearchParams): Readonly<Record<string, string>> {
  const before = form.get("before");
  return before === null ? {} : { before };
}

function onPage(visit: ViewRequest, form: URLSearchParams): ViewRequest {
  return { ...visit, query: new URLSearchParams(pageOf(form)) };
}
