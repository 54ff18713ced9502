import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Deed } from "./rules.ts";

export const answerStatus = (response: ServerResponse, status: number): void => {
  response.writeHead(status, { "content-type": "application/xml" }).end("<Error><Code>AccessDenied</Code></Error>");
};

/** Answers a request for a film as it should not be answered. */
export const spoilFile = async (
  response: ServerResponse,
  clip: Buffer,
  is: Extract<Deed, { kind: "file" }>["is"],
): Promise<true> => {
  const head = { "content-type": "video/mp4" };
  switch (is) {
    case "gone":
      answerStatus(response, 404);
      return true;
    case "expired":
      answerStatus(response, 403);
      return true;
    case "web_page":
      response.writeHead(200, head).end("<!doctype html><title>Sign in</title>");
      return true;
    case "cut_short":
      response.writeHead(200, { ...head, "content-length": clip.length });
      response.write(clip.subarray(0, Math.floor(clip.length / 2)), () => response.destroy());
      return true;
    case "endless":
      response.writeHead(200, head);
      while (!response.destroyed) {
        response.write(clip);
        await sleep(1, undefined, { ref: false });
      }
      return true;
  }
};
