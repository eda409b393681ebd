/**
 * The slips of the vendor's printed samples, reproduced on request so that clients can be tried against them:
 * a JSON answer under an XML Content-Type, a bare `&` in an address in XML, and a malformed element of the delivery report.
 *
 * Source: `fixtures/vendor/api.md` section 7, lines 1 and 3, and the sample of `sms/send`.
 */
import type { Format } from "../../protocol/format.ts";

/** @param body a body already written in its format */
export function bodyAsPrinted(body: string, format: Format): string {
  if (format === "json") return body;
  return (
    body
      // In addresses alone, as the page of `sms/send` prints it; in a text it would lose what the text spells.
      .replace(/(?<=<DeliveryReportUrl>)[^<]*/g, (url) => url.replaceAll("&amp;", "&"))
      // After the Id, as in the report alone: the pages of the sent history print it well.
      .replace(
        /(?<=<\/Id>)<DeliveryStatus_Id>(\d+)<\/DeliveryStatus_Id>/g,
        "<DeliveryStatus_Id><$1/DeliveryStatus_Id>",
      )
  );
}
