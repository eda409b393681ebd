/** View that contains each control, and where the browser goes after its call. */
import { showInbox } from "../conversations/views.tsx";
import { accountPath, conversationPath, PAGE } from "../paths.ts";
import type { Route, ViewRequest, ViewResult } from "../route.ts";
import { showTemplates, TEMPLATES } from "../views/templates-view.tsx";
import { accountControls } from "./account.tsx";
import { clockControls } from "./clock.tsx";
import { backTo, type Control, type ControlPlace, controlRoute } from "./control.ts";
import { faultControls } from "./faults.tsx";
import { controlsView, LEVERS, showControls } from "./levers-view.tsx";
import { messageStatusControl } from "./message-status.tsx";
import { replyControl } from "./reply.tsx";
import { loadControl, resetControl, STATE_BYTES, stateDownload } from "./state.tsx";
import { templateStatusControl } from "./template-status.tsx";

/** Place of a control on the controls' own view. */
function onControls(control: Control): ControlPlace {
  return {
    control,
    show: showControls,
    view: LEVERS,
    next: ({ account }) => backTo(accountPath(account.key, LEVERS), control),
  };
}

/** Place of a control that may remove the account. */
function thatEnds(control: Control, limit?: number): ControlPlace {
  return {
    control,
    show: showControls,
    view: LEVERS,
    async next({ services, account }) {
      const isGone = (await services.store.account(account.token)) === undefined;
      return isGone ? PAGE : backTo(accountPath(account.key, LEVERS), control);
    },
    ...(limit === undefined ? {} : { limit }),
  };
}

const places: readonly ControlPlace[] = [
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

export const controlRoutes: readonly Route[] = [controlsView, stateDownload, ...places.map(controlRoute)];

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
