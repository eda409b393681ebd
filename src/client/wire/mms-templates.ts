/** What `mms-template` says on the wire. Pages list-mms-templates, view-mms-template and create-mms-template. */
import type { MmsTemplateAnswer } from "../../protocol/wire.ts";
import type { Operation, RouteOf } from "../operation.ts";
import { type List, type PageParams, pageQuery, readPage } from "../page.ts";
import { checkParams, pageNames, templateNames } from "../params.ts";
import { identifier, list, number, single, text } from "../shape.ts";
import { readTime, type VendorTime } from "./sent-history.ts";

export interface MmsTemplateStatus {
  /** As in the vendor's table; an id that is not in it is kept. */
  readonly id: number;
  /** The vendor's word for it. */
  readonly description: string;
}

/** Media that MMS are made of, once somebody has approved them. */
export interface MmsTemplate {
  /** What `send` takes as `mmsTemplateId`. */
  readonly id: number;
  /** Empty when none was given. */
  readonly name: string;
  /** Of the processed media. */
  readonly url: string;
  readonly createdAt: VendorTime;
  /** Only one that is Approved (3) can be sent; that, Rejected (4) and Processed Failed (5) are final. */
  readonly status: MmsTemplateStatus;
}

export interface NewMmsTemplate {
  /** Where the media are: a link with http or https to a jpg, gif, bmp, png or tiff of at most 70 MB. */
  readonly resourceLink: string;
  readonly name?: string | undefined;
}

const indexRoute: RouteOf<"mmsTemplate.index"> = { method: "GET", path: "/v1/mms-template/index" };
const viewRoute: RouteOf<"mmsTemplate.view"> = { method: "GET", path: "/v1/mms-template/view" };
const createRoute: RouteOf<"mmsTemplate.create"> = { method: "POST", path: "/v1/mms-template/create" };

/** Purpose of a list. */
export const LISTING = "list the MMS templates";

export function listTemplatesOperation(params: PageParams): Operation<List<MmsTemplate>> {
  return {
    route: indexRoute,
    purpose: LISTING,
    query: pageQuery(checkParams(params, pageNames, LISTING)),
    read: (body, headers) => ({ items: list(body).map(readTemplate), page: readPage(headers) }),
  };
}

export function viewTemplateOperation(id: number): Operation<MmsTemplate> {
  return {
    route: viewRoute,
    purpose: "read the MMS template",
    query: { id },
    read: (body) => readTemplate(single(body)),
  };
}

export function createTemplateOperation(params: NewMmsTemplate): Operation<MmsTemplate> {
  const purpose = "create the MMS template";
  const { resourceLink, name } = checkParams(params, templateNames, purpose);
  return {
    route: createRoute,
    purpose,
    repeatable: false,
    body: { ResourceLink: resourceLink, Name: name },
    read: (body) => readTemplate(single(body)),
  };
}

/** Checks the names against the wire's. */
const name = (field: keyof MmsTemplateAnswer) => field;

function readTemplate(record: unknown): MmsTemplate {
  return {
    id: number(record, name("Id")),
    name: text(record, name("Name")),
    url: identifier(record, name("Url")),
    createdAt: readTime(text(record, name("DateCreated")).trim(), name("DateCreated")),
    status: { id: number(record, name("Status_Id")), description: text(record, name("Status_Description")) },
  };
}
