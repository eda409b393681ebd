/** View that contains each control, and where the browser goes after its call. */
import { showInbox } from "../conversations/views.tsx";
import { accountPath, conversationPath, PAGE } from "../paths.ts";
import type { PageRoute, ViewRequest, ViewResult } from "../route.ts";
import { showTemplates, TEMPLATES } from "../views/templates-view.tsx";
import { accountControls } from "./account.tsx";
import { clockControls } from "./clock.tsx";
import { backTo, type Control, controlRoute, type Placement } from "./control.ts";
import { CONTROLS, controlsView, showControls } from "./controls-view.tsx";
import { faultControls } from "./faults.tsx";
import { messageStatusControl } from "./message-status.tsx";
import { replyControl } from "./reply.tsx";
import { loadControl, resetControl, STATE_BYTES, stateDownload } from "./state.tsx";
import { templateStatusControl } from "./template-status.tsx";

/** Place of a control on the controls' own view. */
function onControls(control: Control): Placement {
  return {
    control,
    show: showControls,
    view: CONTROLS,
    next: ({ account }) => backTo(accountPath(account.key, CONTROLS), control),
  };
}

/** Place of a control that may remove the account. */
function thatEnds(control: Control, limit?: number): Placement {
  return {
    control,
    show: showControls,
    view: CONTROLS,
    async next({ services, account }) {
      const isGone = (await services.store.account(account.token)) === undefined;
      return isGone ? PAGE : backTo(accountPath(account.key, CONTROLS), control);
    },
    ...(limit === undefined ? {} : { limit }),
  };
}

const placements: readonly Placement[] = [
  {
    control: replyControl,
    show: (visit, form) => showInbox(visit, form.get("from") ?? ""),
    next: ({ account }, form) => conversationOf(account.key, form.get("from")),
  },
  {
    control: messageStatusControl,
    show: (visit, form) =>
      showInbox(onPage(visit, form), form.get("recipient") ?? "", form.get("message") ?? ""),
    next: ({ account }, form) => {
      const entry = `${conversationOf(account.key, form.get("recipient"))}/${encodeURIComponent(form.get("message") ?? "")}`;
      return backTo(entry, messageStatusControl, pageOf(form));
    },
  },
  {
    control: templateStatusControl,
    show: (visit, form): Promise<ViewResult> => showTemplates(onPage(visit, form)),
    view: TEMPLATES,
    next: ({ account }, form) =>
      `${backTo(accountPath(account.key, TEMPLATES), templateStatusControl, pageOf(form))}-${encodeURIComponent(form.get("template") ?? "")}`,
  },
  ...[...clockControls, ...accountControls, ...faultControls].map(onControls),
  thatEnds(resetControl),
  thatEnds(loadControl, STATE_BYTES),
];

export const controlRoutes: readonly PageRoute[] = [
  controlsView,
  stateDownload,
  ...placements.map(controlRoute),
];

function conversationOf(key: string, recipient: string | null): string {
  return conversationPath(key, encodeURIComponent(recipient ?? ""));
}

/** Page of the list that contained the form. */
function pageOf(form: URLSearchParams): Readonly<Record<string, string>> {
  const before = form.get("before");
  return before === null ? {} : { before };
}

function onPage(visit: ViewRequest, form: URLSearchParams): ViewRequest {
  return { ...visit, query: new URLSearchParams(pageOf(form)) };
}
