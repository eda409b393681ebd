/**
 * `mmsTemplate.index`, `view` and `create`. Pages list-mms-templates, view-mms-template and create-mms-template.
 *
 * Calls that create a template are tagged `never`: on live it would stay, and wait for a person to review it.
 */
import type { NewMmsTemplate, ProTexting } from "../../src/client/index.ts";
import type { EvidenceId } from "../../src/protocol/evidence/ledger.ts";
import { created, type FieldError, invalid, invalidInput, notFound, shown } from "./answers.ts";
import { integer, text } from "./body.ts";
import type { ApiRoute, Interaction } from "./interaction.ts";
import { listInteractions, type Row } from "./paging.ts";
import { commonRefusals } from "./refusals.ts";

const indexRoute: ApiRoute = { endpoint: "mmsTemplate.index", method: "GET", path: "/v1/mms-template/index" };
const viewRoute: ApiRoute = { endpoint: "mmsTemplate.view", method: "GET", path: "/v1/mms-template/view" };
const createRoute: ApiRoute = {
  endpoint: "mmsTemplate.create",
  method: "POST",
  path: "/v1/mms-template/create",
};

const token = "test_templates";
const LINK = "https://media.example.test/picture.png";
const NAME = "My Image";
/** The id and the address of the vendor's samples. */
const ID = 10_586;
const URL = "https://mms.protexting.com/uploads/media/46e446d800290d2922b1.jpg";
const CREATED_AT = "2026-01-15 07:00:00";
/** Id that no account's template has. */
const UNKNOWN_ID = 999_999;

const ROW_RULES = ["template.ids", "template.url", "template.states", "headers.documented"] as const;

type State = readonly [id: number, description: string, file: string];
const PENDING: State = [0, "Pending for processing", "magic-pending.jpg"];
const APPROVED: State = [3, "Approved", "magic-approved.jpg"];
const REJECTED: State = [4, "Rejected", "magic-rejected.jpg"];
const states: readonly State[] = [
  PENDING,
  [1, "Processing", "magic-processing.jpg"],
  [2, "Processed pending approval", "magic-unapproved.jpg"],
  APPROVED,
  REJECTED,
  [5, "Processed Failed", "magic-broken.jpg"],
];

export const mmsTemplateInteractions: readonly Interaction[] = [
  ...indexInteractions(),
  ...viewInteractions(),
  ...createInteractions(),
];

function row([status, description]: State, name = NAME) {
  return {
    Id: integer(ID),
    Name: name,
    Url: text("https?://mms\\.protexting\\.com/uploads/media/[0-9a-f]{20}\\.\\w+", URL),
    DateCreated: text("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}", CREATED_AT),
    Status_Id: status,
    Status_Description: description,
  };
}

/** Template as the client gives it. */
function template([id, description]: State, name = NAME) {
  return {
    id: ID,
    name,
    url: URL,
    createdAt: { text: CREATED_AT, date: new Date("2026-01-15T12:00:00Z") },
    status: { id, description },
  };
}

function has(...files: readonly string[]): Interaction["given"] {
  return { state: "an account with templates", params: { token, name: NAME, files: [...files] } };
}

function indexInteractions(): readonly Interaction[] {
  const rowOf = (state: State): Row => ({ wire: row(state), read: template(state) });
  const [, , approved] = APPROVED;
  const [, , rejected] = REJECTED;
  return listInteractions({
    route: indexRoute,
    token,
    call: (client, params) => client.mmsTemplates.list(params),
    cases: [
      {
        outcome: "a template is approved",
        given: has(approved),
        restsOn: ["template.list", ...ROW_RULES, "paging.rows", "headers.link"],
        rows: [rowOf(APPROVED)],
      },
      {
        outcome: "the newest template is the first",
        given: has(approved, rejected),
        restsOn: ["template.list", "template.order", ...ROW_RULES, "paging.rows", "headers.link"],
        rows: [rowOf(REJECTED), rowOf(APPROVED)],
      },
      {
        outcome: "there is none",
        given: { state: "an account", params: { token } },
        restsOn: ["template.list", "paging.rows", "paging.clamp", "headers.documented", "headers.link"],
        rows: [],
      },
    ],
    three: {
      given: has(PENDING[2], rejected, approved),
      restsOn: ["template.list", "template.order", ...ROW_RULES],
      rows: [rowOf(APPROVED), rowOf(REJECTED), rowOf(PENDING)],
    },
  });
}

function viewInteractions(): readonly Interaction[] {
  const call = (client: ProTexting) => client.mmsTemplates.view(ID);
  const byState = { token, query: { id: { fromState: "number", example: String(ID) } } };
  const missing = {
    route: viewRoute,
    restsOn: ["template.unknown-id", "errors.shape", "headers.scope"],
    answer: notFound,
    result: { throws: { name: "NotFoundError", status: 404 } },
  } as const;

  return [
    ...states.map(
      (state): Interaction => ({
        route: viewRoute,
        outcome: `the template is ${state[1]}`,
        given: has(state[2]),
        touches: "state",
        restsOn: ["template.view", ...ROW_RULES],
        request: byState,
        answer: shown(row(state)),
        call,
        result: { gives: template(state) },
      }),
    ),
    {
      ...missing,
      outcome: "the id is not known",
      given: { state: "an account", params: { token } },
      touches: "safe",
      request: { token, query: { id: String(UNKNOWN_ID) } },
      call: (client) => client.mmsTemplates.view(UNKNOWN_ID),
    },
    {
      ...missing,
      outcome: "the template is another account's",
      given: { state: "a template of another account", params: { token, otherToken: "test_other" } },
      touches: "state",
      request: byState,
      call,
    },
    ...commonRefusals({ route: viewRoute, request: { query: { id: String(ID) } }, call }),
  ];
}

function createInteractions(): readonly Interaction[] {
  const creating = ({ resourceLink, name }: NewMmsTemplate) => ({
    request: {
      token,
      body: { ResourceLink: resourceLink, ...(name === undefined ? {} : { Name: name }) },
    },
    call: (client: ProTexting) =>
      client.mmsTemplates.create(name === undefined ? { resourceLink } : { resourceLink, name }),
  });
  const common = {
    route: createRoute,
    given: { state: "an account", params: { token } },
  } as const;
  const made = (outcome: string, params: NewMmsTemplate, ...further: readonly EvidenceId[]): Interaction => ({
    ...common,
    ...creating(params),
    outcome,
    touches: "never",
    restsOn: ["template.create", ...further, ...ROW_RULES],
    answer: created(row(PENDING, params.name ?? "")),
    result: { gives: template(PENDING, params.name ?? "") },
  });
  const refused = (
    outcome: string,
    params: NewMmsTemplate,
    rules: Interaction["restsOn"],
    errors: readonly FieldError[],
  ): Interaction => ({
    ...common,
    ...creating(params),
    outcome,
    touches: "never",
    restsOn: [...rules, "errors.validation", "headers.scope"],
    answer: invalid(errors),
    result: invalidInput(errors),
  });
  const link = (message: string): FieldError => ({ field: "ResourceLink", message });
  const hello = creating({ resourceLink: LINK });

  return [
    made("a template with a name", { resourceLink: LINK, name: NAME }),
    made("a template without a name", { resourceLink: LINK }, "template.name"),
    made("a type in another spelling", { resourceLink: LINK.replace(".png", ".jpeg") }, "media.other-types"),
    refused(
      "ResourceLink is audio",
      { resourceLink: "https://media.example.test/jingle.mp3" },
      ["media.other-types"],
      [link("Resource Link is invalid.")],
    ),
    refused(
      "ResourceLink is blank",
      { resourceLink: "" },
      ["template.create"],
      [link("Resource Link cannot be blank.")],
    ),
    refused(
      "ResourceLink is no link",
      { resourceLink: "picture.png" },
      ["template.link"],
      [link("Resource Link is invalid.")],
    ),
    refused(
      "ResourceLink is of a type that an MMS is not made of",
      { resourceLink: "https://media.example.test/price-list.pdf" },
      ["media.types", "template.link"],
      [link("Resource Link is invalid.")],
    ),
    refused(
      "Name is longer than 255 characters",
      { resourceLink: LINK, name: "x".repeat(256) },
      ["template.name"],
      [{ field: "Name", message: "Name should contain at most 255 characters." }],
    ),
    ...commonRefusals({ route: createRoute, request: { body: hello.request.body }, call: hello.call }),
  ];
}
