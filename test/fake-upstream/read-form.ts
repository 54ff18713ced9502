import type { FakeRequest } from "./dialect.ts";

/** A file of a form. */
export interface FakeFile {
  readonly fileName: string;
  readonly bytes: Buffer;
}

/** A form as multipart/form-data (RFC 7578): its texts, and the first file by the name of its field. */
export interface FakeForm {
  readonly fields: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, FakeFile>>;
}

interface Part {
  readonly head: string;
  readonly value: Buffer;
}

/** What lies between the marks: a head, an empty line, a value, a line break. */
const partsOf = (body: Buffer, mark: Buffer): Part[] => {
  const parts: Part[] = [];
  for (let at = body.indexOf(mark); at >= 0;) {
    const next = body.indexOf(mark, at + mark.length);
    const headEnd = body.indexOf("\r\n\r\n", at);
    if (next < 0 || headEnd < 0 || headEnd > next) break;
    parts.push({ head: body.toString("latin1", at, headEnd), value: body.subarray(headEnd + 4, next - 2) });
    at = next;
  }
  return parts;
};

/** Undefined where the body is no form. */
export const readForm = ({ headers, body }: Pick<FakeRequest, "headers" | "body">): FakeForm | undefined => {
  const [, boundary] = /^multipart\/form-data;\s*boundary="?([^";]+)/u.exec(headers["content-type"] ?? "") ?? [];
  if (boundary === undefined) return undefined;
  const fields: Record<string, string> = {};
  const files: Record<string, FakeFile> = {};
  for (const { head, value } of partsOf(body, Buffer.from(`--${boundary}`))) {
    const [, name = ""] = /\bname="([^"]*)"/u.exec(head) ?? [];
    const [, fileName] = /filename="([^"]*)"/u.exec(head) ?? [];
    if (fileName !== undefined) files[name] ??= { fileName, bytes: value };
    else fields[name] = value.toString("utf8");
  }
  return { fields, files };
};
