import { connect } from "node:net";
import type { WireRequest } from "./make-request.ts";

/** How one request ended. */
export type Outcome =
  | { readonly kind: "status"; readonly status: number; readonly code: string | undefined }
  /** The server closed the connection without an answer. */
  | { readonly kind: "closed" }
  /** It was we who dropped it. */
  | { readonly kind: "dropped" }
  /** No answer came within the time. */
  | { readonly kind: "hung" }
  /** No connection was to be had. */
  | { readonly kind: "refused"; readonly why: string };

/** Long enough for a busy machine, short enough that a request which is never answered is found. */
const ANSWER_WITHIN_MS = 30_000;
/** What comes after this much of an answer is not read: streams of events never end. */
const HEAD_BYTES = 4096;

const INTERIM = /^HTTP\/1\.1 100 Continue\r\n\r\n/u;

const outcomeOf = (text: string): Outcome => {
  const status = /^HTTP\/1\.[01] ([1-5]\d\d)/u.exec(text)?.[1];
  if (status === undefined) return { kind: "closed" };
  return { kind: "status", status: Number(status), code: /"code": ?"(\w+)"/u.exec(text)?.[1] };
};

/** Sends the bytes as they are and reads the head of what comes back. */
export const send = (port: number, { bytes, ending }: WireRequest): Promise<Outcome> =>
  new Promise((resolve) => {
    let text = "";
    let isConnected = false;
    const socket = connect({ host: "127.0.0.1", port });
    const end = (outcome: Outcome): void => {
      clearTimeout(tooLong);
      socket.destroy();
      resolve(outcome);
    };
    const tooLong = setTimeout(() => end({ kind: "hung" }), ANSWER_WITHIN_MS);
    socket.setEncoding("latin1");
    socket.on("connect", () => {
      isConnected = true;
      socket.write(bytes, () => {
        if (ending === "half") socket.end();
        // A moment, so that the server has read what there is.
        if (ending === "cut") setTimeout(() => end({ kind: "dropped" }), 5);
      });
    });
    socket.on("data", (more: string) => {
      text += more;
      // An interim answer is none.
      text = text.replace(INTERIM, "");
      const isWhole = /\r\n\r\n[\s\S]/u.test(text) || text.length > HEAD_BYTES || /^HTTP\/1.1 (?:2|3)/u.test(text);
      if (isWhole) end(outcomeOf(text));
    });
    socket.on("error", (error) => {
      end(isConnected ? outcomeOf(text) : { kind: "refused", why: error.message });
    });
    socket.on("close", () => end(outcomeOf(text)));
  });
