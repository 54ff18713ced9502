import { FormData, Response } from "undici";

/** A field of a form: text, or a file. */
export type FormPart =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly fileName: string; readonly contentType: string; readonly bytes: Uint8Array };

export type RequestBody =
  | { readonly json: unknown }
  | { readonly bytes: Uint8Array; readonly contentType: string }
  | { readonly form: readonly FormPart[] };

export interface EncodedBody {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

/** A request body as it goes over the wire. Held whole, so that its length is known and nothing can break half-way. */
export async function encodeRequestBody(body: RequestBody): Promise<EncodedBody> {
  if ("bytes" in body) return body;
  if ("json" in body) return { bytes: Buffer.from(JSON.stringify(body.json)), contentType: "application/json" };
  const response = new Response(formOf(body.form));
  return { bytes: await response.bytes(), contentType: response.headers.get("content-type") ?? "multipart/form-data" };
}

function formOf(parts: readonly FormPart[]): FormData {
  const form = new FormData();
  for (const part of parts) {
    if ("value" in part) form.append(part.name, part.value);
    // A copy: Blob does not take memory that is shared between threads.
    else form.append(part.name, new Blob([new Uint8Array(part.bytes)], { type: part.contentType }), part.fileName);
  }
  return form;
}
