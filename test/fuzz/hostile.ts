/** Draws of requests that no client sends on purpose. */
import * as fc from "fast-check";
import { endpoints } from "../../src/protocol/endpoints.ts";

/** One of the words, which have no blanks in them. */
function oneOf(...words: readonly string[]): fc.Arbitrary<string> {
  return fc.constantFrom(...words.flatMap((line) => line.split(" ")));
}

/** Pieces put together without a thought. */
function heapOf(piece: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<string> {
  return fc.array(piece, { maxLength }).map((pieces) => pieces.join(""));
}

/** A query string, decodable or not. */
export const queryString = heapOf(
  oneOf(
    "access_token access.token _format _method id page per-page test_fuzz json xml",
    "__proto__ constructor prototype toString hasOwnProperty length 0 -1",
    "= = = & & & ? + . ; , : @ ! ' ~ $ * ( ) | ^ [ ] [] [0] [a] [[ ]] [__proto__] { }",
    "% %% %4 %zz %00 %20 %0d%0a %25 %26 %3D %5B %5D %7F",
    "%C3%A9 %C3%28 %ED%A0%80 %F0%9F%98%80 %FF %EF%BB%BF %u0041",
  ),
  24,
);

/** A query that often has the token, so that draws get past authentication. */
export const query = fc
  .tuple(fc.boolean(), queryString)
  .map(([authentic, rest]) => (authentic ? `access_token=test_fuzz&${rest}` : rest));

/** A path that is built or one that is documented, or something like one. */
export const path = fc.oneof(
  {
    weight: 4,
    arbitrary: oneOf("/v1/sms/send /v1/sms-simple/send /v1/sms/delivery-report /v1/credits/balance"),
  },
  { weight: 2, arbitrary: fc.constantFrom(...endpoints.map((endpoint) => endpoint.path)) },
  {
    weight: 1,
    arbitrary: heapOf(oneOf("/ / v1 sms send .. . %2e %2F %73end % %00 ; : @ //"), 6).map(
      (rest) => `/${rest}`,
    ),
  },
);

export const method = oneOf("GET GET POST POST HEAD OPTIONS PUT PATCH DELETE");

/** A header's value that Node's parser lets pass. */
export const headerValue = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom(..." ,;=\"'*/()<>@\t"),
      fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
      fc.integer({ min: 0x80, max: 0xff }).map((code) => String.fromCharCode(code)),
    ),
    maxLength: 40,
  })
  .map((value) => value.trim());

export const accept = fc.oneof(
  headerValue,
  oneOf("application/json application/xml */* * text/html application/* APPLICATION/XML application/xml;q=0"),
  oneOf("application/json;q=1e999 ,,, ; ;q= application/xml;q=-1;q=2 application/json;q=NaN,*/*"),
  fc.constantFrom("", "application/json;q=0.1, application/xml;q=0.2", "application/json\t;\tq=0.5"),
);

const contentType = fc.oneof(
  headerValue,
  oneOf(
    "application/json APPLICATION/JSON application/xml application/xml;charset=UTF-16 text/xml text/plain",
  ),
  oneOf(
    "application/x-www-form-urlencoded multipart/form-data multipart/form-data;boundary=limit ; / __proto__",
  ),
  fc.constantFrom(
    "",
    "application/json ;",
    "application/json, application/xml",
    "APPLICATION/X-WWW-FORM-URLENCODED ; a=b",
    "multipart/form-data; boundary=",
    'multipart/form-data; boundary="limit',
  ),
);

export const override = fc.oneof(
  headerValue,
  oneOf("GET get POST Post DELETE CONNECT __proto__"),
  fc.constantFrom("", "POST, GET"),
);

const pair = (type: string, body: string) => ({ type, body });

/** A Content-Type and a body that may or may not belong to it. */
export const content = fc.oneof(
  fc.constantFrom(
    pair("application/json", '{"MobilePhone":"12125550150","Message":"hello"}'),
    pair("application/json", '{"MobilePhone":"12125550150",'),
    pair("application/json", '["MobilePhone"]'),
    pair("application/xml", "<r><MobilePhone>12125550150</MobilePhone><Message>hello</Message></r>"),
    pair("application/xml", "<r><MobilePhone>12125550150</r>"),
    pair("application/x-www-form-urlencoded", "MobilePhone=12125550150&Message=hello"),
    pair("application/x-www-form-urlencoded", "MobilePhone=12125550150&Message=hello&_method=GET"),
    pair(
      "multipart/form-data; boundary=limit",
      '--limit\r\nContent-Disposition: form-data; name="MobilePhone"\r\n\r\n12125550150\r\n--limit--\r\n',
    ),
  ),
  fc.record({
    type: contentType,
    body: fc.oneof(
      oneOf("{ [ < % & --limit -- \0"),
      queryString,
      fc.string({ unit: "binary", maxLength: 60 }),
    ),
  }),
);
