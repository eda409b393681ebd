/** The contract of a list that a provider state fills: its pages, the list as a whole and empty, and the refusals of any call. */
import type { ProTexting } from "../../src/client/index.ts";
import { listed } from "./answers.ts";
import type { Interaction } from "./interaction.ts";
import { onePage, type PagedList, pagesOf, readPosition } from "./paging.ts";
import { commonRefusals } from "./refusals.ts";

export function listInteractions(list: PagedList): readonly Interaction[] {
  const { route, token, given, rows, rules } = list;
  const call = (client: ProTexting) => list.list(client, {});
  const whole = (outcome: string, of: PagedList["rows"] | readonly []) => ({
    route,
    outcome,
    touches: "state" as const,
    restsOn: [...rules, "paging.rows", "headers.documented", "headers.link"] as const,
    request: { token },
    answer: listed(
      route,
      token,
      onePage(of.length),
      of.map(({ wire }) => wire),
    ),
    call,
    result: { gives: { items: of.map(({ read }) => read), page: readPosition(onePage(of.length)) } },
  });
  return [
    { ...whole("all of them on one page", rows), given },
    { ...whole("there are none", []), given: { state: "an account", params: { token } } },
    ...pagesOf(list),
    ...commonRefusals({ route, request: {}, call }),
  ];
}
