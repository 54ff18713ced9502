import { request } from "node:http";

export type Json = Record<string, unknown>;

export interface AogReply {
  readonly status: number;
  readonly type: string;
  /** The JSON; `{text}` of what is none. */
  readonly body: Json;
}

export type Call = (method: string, path: string, body?: unknown) => Promise<AogReply>;

/**
 * Calls with a body on any method, as AOG's own command line makes them: `fetch` refuses that on a GET. A text goes as it is,
 * anything else as JSON; `chunked` says no length ahead, as some libraries do.
 */
export const callsTo =
  (url: string, { chunked = false } = {}): Call =>
  (method, path, body) =>
    new Promise((resolve, reject) => {
      const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
      const length = chunked ? { "transfer-encoding": "chunked" } : { "content-length": Buffer.byteLength(text) };
      const headers = text === "" ? {} : { "content-type": "application/json", ...length };
      const sent = request(`${url}${path}`, { method, headers }, (answer) => {
        let came = "";
        answer.setEncoding("utf8");
        answer.on("data", (chunk: string) => (came += chunk));
        answer.on("end", () => {
          const type = answer.headers["content-type"] ?? "";
          const isJson = type.includes("json") && came !== "";
          resolve({ status: answer.statusCode ?? 0, type, body: isJson ? (JSON.parse(came) as Json) : { text: came } });
        });
      });
      sent.on("error", reject);
      sent.end(text);
    });
