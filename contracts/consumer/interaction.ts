/**
 * Parts of an interaction. Its tags are required by type, so that an untagged one cannot be written.
 */
import type { AnyProTextingError, Format, ProTexting } from "../../src/client/index.ts";
import type { EndpointId } from "../../src/protocol/endpoints.ts";
import { type EvidenceId, ledger } from "../../src/protocol/evidence/ledger.ts";
import type { Tags, Touches } from "../pact/pact-file.ts";
import type { Given } from "../provider/states.ts";
import type { Body, Form, RequestFields } from "./body.ts";

export interface ApiRoute {
  readonly endpoint: EndpointId;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
}

/** A value of the query: itself, or one that the provider's state gives. */
export type QueryValue = string | { readonly fromState: string; readonly example: string };

export interface SampleAnswer {
  readonly status: number;
  /** Beside Content-Type, which follows from the format. */
  readonly headers: Readonly<Record<string, string | Form>>;
  readonly body: Body;
  /** An object that XML alone nests in `item`. */
  readonly xmlItem?: true;
}

/** Result of the client's call: a value, or an error with at least these properties. */
export type Result =
  | { readonly gives: object }
  | { readonly throws: { readonly name?: AnyProTextingError["name"]; readonly [property: string]: unknown } };

/** Effect on the live API; an interaction that may spend states its maximum in credits. */
export type Touching =
  | { readonly touches: Exclude<Touches, "spends"> }
  | { readonly touches: "spends"; readonly credits: number };

/** One exchange, recorded in JSON and in XML. */
export type Interaction = Touching & {
  readonly route: ApiRoute;
  /** Outcome in words, to follow "sms.send in JSON: ". */
  readonly outcome: string;
  readonly given: Given;
  /** The ledger's rules behind what is expected. */
  readonly restsOn: readonly [EvidenceId, ...EvidenceId[]];
  readonly request: {
    readonly token: QueryValue;
    readonly query?: Readonly<Record<string, QueryValue>>;
    readonly body?: RequestFields;
  };
  readonly answer: SampleAnswer;
  readonly call: (client: ProTexting) => Promise<unknown>;
  readonly result: Result;
};

/** Name of the interaction in the pact. */
export function describe({ route, outcome }: Interaction, format: Format): string {
  return `${route.endpoint} in ${format.toUpperCase()}: ${outcome}`;
}

export function tagsOf(interaction: Interaction, format: Format): Tags {
  const rules: EvidenceId[] = [...interaction.restsOn];
  if (format === "xml") rules.push("xml.write");
  if (format === "xml" && interaction.request.body !== undefined) rules.push("body.xml");
  const common = {
    endpoint: interaction.route.endpoint,
    "rests-on": rules.map((id) => ({ id, source: ledger[id].source })),
  };
  return interaction.touches === "spends"
    ? { ...common, touches: interaction.touches, credits: interaction.credits }
    : { ...common, touches: interaction.touches };
}
