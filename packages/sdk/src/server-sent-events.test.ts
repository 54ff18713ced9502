import { expect, test } from "vitest";
import { readServerSentEvents, type ServerSentEvent } from "./server-sent-events.ts";

const read = async (...chunks: (string | Uint8Array)[]): Promise<ServerSentEvent[]> => {
  const encoder = new TextEncoder();
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for (const chunk of chunks) yield await Promise.resolve(typeof chunk === "string" ? encoder.encode(chunk) : chunk);
  }
  const events: ServerSentEvent[] = [];
  for await (const event of readServerSentEvents(bytes())) events.push(event);
  return events;
};

test("lines may end with LF, CRLF or CR, also cut between CR and LF", async () => {
  expect(await read("data: a\n\n", "data: b\r", "\n\r", "\n", "data: c\r\r")).toEqual([
    { id: undefined, event: "message", data: "a" },
    { id: undefined, event: "message", data: "b" },
    { id: undefined, event: "message", data: "c" },
  ]);
});

test("comments are passed over, data lines are joined, one space after the colon is dropped", async () => {
  expect(await read(": keep-alive\n\nid: 3\nevent: x\ndata:a\ndata:  b\n\n")).toEqual([
    { id: "3", event: "x", data: "a\n b" },
  ]);
});

test("an event that was cut off is not told", async () => {
  expect(await read("data: whole\n\ndata: cut")).toEqual([{ id: undefined, event: "message", data: "whole" }]);
});

test("a character cut between two chunks is whole again", async () => {
  const cloud = new TextEncoder().encode("data: 云\n\n");
  expect(await read(cloud.slice(0, 7), cloud.slice(7))).toEqual([{ id: undefined, event: "message", data: "云" }]);
});
