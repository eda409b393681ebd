/** Reads the fields of a form that the page has sent. */
import { readStream } from "../runtime/fetch-request.ts";

/** Bytes; a state that is loaded is read elsewhere. */
const FORM_BYTES = 64 * 1024;

/** @throws BodyTooLarge, BodyAborted */
export async function readForm(request: Request, limit = FORM_BYTES): Promise<URLSearchParams> {
  const bytes = await readStream(request.body, limit);
  const type = request.headers.get("content-type") ?? "";
  if (!type.startsWith("multipart/form-data")) return new URLSearchParams(new TextDecoder().decode(bytes));
  return await fieldsAndFiles(bytes, type);
}

/** A file counts as its text. */
async function fieldsAndFiles(bytes: Uint8Array, type: string): Promise<URLSearchParams> {
  const form = new URLSearchParams();
  const sent = new Response(new Uint8Array(bytes), { headers: { "Content-Type": type } });
  for (const [name, value] of await formData(sent)) {
    form.append(name, typeof value === "string" ? value : await value.text());
  }
  return form;
}

/** Empty for what is none, which then lacks the token that every form carries. */
async function formData(sent: Response): Promise<FormData> {
  try {
    return await sent.formData();
  } catch {
    return new FormData();
  }
}
