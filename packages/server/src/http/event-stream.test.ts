import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { streamEvents } from "./event-stream.ts";

/** A log to which nothing is appended. */
async function* nothingUntil(signal: AbortSignal): AsyncGenerator<never> {
  await once(signal, "abort");
  yield* [];
}

test("headers go out at once, and comments keep a silent stream open until the server stops", async () => {
  const stopping = new AbortController();
  const ended = Promise.withResolvers<undefined>();
  const server = createServer((_request, response) => {
    const { signal } = stopping;
    void streamEvents(response, { events: nothingUntil(signal), signal, commentEveryMs: 5 }).then(() =>
      ended.resolve(undefined),
    );
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  let text = "";
  for await (const chunk of answer.body ?? []) {
    text += Buffer.from(chunk as Uint8Array).toString("utf8");
    if (text.split("\n\n").length > 2) stopping.abort();
  }
  expect(text).toMatch(/^(: still here\n\n){2,}$/u);
  await ended.promise;
  server.close();
});
