/** All views and actions of the page, and the places of its bar. A new one is a line here. */

import { CONTROLS } from "./controls/controls-view.tsx";
import { controlRoutes } from "./controls/placements.tsx";
import { inboxViews } from "./conversations/views.tsx";
import type { NavItem, PageRoute } from "./route.ts";
import { ACCOUNTS, accountsView } from "./views/accounts-view.tsx";
import { callView } from "./views/call-view.tsx";
import { FIDELITY, fidelityView } from "./views/fidelity-view.tsx";
import { JOURNAL } from "./views/journal-filters.tsx";
import { journalView } from "./views/journal-view.tsx";
import { MAGIC, magicNumbersView } from "./views/magic-numbers-view.tsx";
import { TEMPLATES, templatesView } from "./views/templates-view.tsx";

export const routes: readonly PageRoute[] = [
  ...inboxViews,
  ...controlRoutes,
  journalView,
  callView,
  templatesView,
  accountsView,
  magicNumbersView,
  fidelityView,
];

export const places: readonly NavItem[] = [
  { label: "Inbox", path: "" },
  { label: "Journal", path: JOURNAL },
  { label: "Templates", path: TEMPLATES },
  { label: "Accounts", path: ACCOUNTS },
  { label: "Levers", path: CONTROLS },
  { label: "Magic numbers", path: MAGIC },
  { label: "Fidelity", path: FIDELITY },
];
