import type { GenerationView, LogEventView } from "@kinora/contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Gateway, openGateway } from "../../testing/gateway.ts";
import { greyPng } from "../../testing/pictures.ts";

let gateway: Gateway;
beforeEach(async () => {
  gateway = await openGateway();
});
afterEach(() => gateway[Symbol.asyncDispose]());

const image = { base64: greyPng(32, 32).toString("base64") };
const generate = async (): Promise<GenerationView> =>
  (await (await gateway.postJson("/api/v1/generations", { image }, { prefer: "wait=20" })).json()) as GenerationView;

const open = (lastEventId?: string): Promise<Response> =>
  fetch(`${gateway.url}/api/v1/events`, {
    headers: lastEventId === undefined ? {} : { "last-event-id": lastEventId },
  });

/** The blocks of a stream, until one has what is looked for; then the client leaves. */
const blocksUntil = async (answer: Response, wanted: string): Promise<string[]> => {
  let text = "";
  for await (const chunk of answer.body ?? []) {
    text += Buffer.from(chunk as Uint8Array).toString("utf8");
    const blocks = text.split("\n\n").slice(0, -1);
    const end = blocks.findIndex((block) => block.includes(wanted));
    if (end >= 0) return blocks.slice(0, end + 1);
  }
  return text.split("\n\n");
};

const eventsOf = (blocks: readonly string[]): LogEventView[] =>
  blocks.flatMap((block) => {
    const data = /^data: (.*)$/mu.exec(block)?.[1];
    return data === undefined ? [] : [JSON.parse(data) as LogEventView];
  });

test("the stream begins now: what happened before is not told, and what comes is, of every generation", async () => {
  await generate();
  const answer = await open();
  expect(answer.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  const made = [(await generate()).id, (await generate()).id];
  await fetch(`${gateway.url}/api/v1/generations/${made[1]}`, { method: "DELETE" });
  const blocks = await blocksUntil(answer, "generation.trashed");
  expect(blocks[0]).toMatch(/^retry: 1000\nid: \d+$/u);
  const events = eventsOf(blocks);
  expect([...new Set(events.map(({ generation_id }) => generation_id))]).toEqual(made);
  expect(events[0]?.type).toBe("generation.queued");
});

test("a stream goes on after Last-Event-ID, also one that only the beginning of the stream named", async () => {
  const [beginning = ""] = await blocksUntil(await open(), "id: ");
  const { id } = await generate();
  const all = eventsOf(await blocksUntil(await open(beginning.split("id: ")[1]), "generation.succeeded"));
  expect(all.map(({ type }) => type).filter((type) => type !== "generation.progressed")).toEqual([
    "generation.queued",
    "generation.model_chosen",
    "generation.submitting",
    "generation.running",
    "generation.collecting",
    "generation.succeeded",
  ]);
  expect(all.every(({ generation_id }) => generation_id === id)).toBe(true);
  const last = all.at(-2)?.id ?? 0;
  const rest = eventsOf(await blocksUntil(await open(String(last)), "generation.succeeded"));
  expect(rest.map(({ type }) => type)).toEqual(["generation.succeeded"]);
});

test.each(["999999999999", "x", "-1", ""])("after the Last-Event-ID %j the stream begins now", async (lastEventId) => {
  const before = await generate();
  const answer = await open(lastEventId);
  const { id } = await generate();
  const events = eventsOf(await blocksUntil(answer, "generation.succeeded"));
  expect(events.map(({ generation_id }) => generation_id)).not.toContain(before.id);
  expect(events[0]?.generation_id).toBe(id);
});

test("who only watches does not keep a command from ending, and is let go when the server closes", async () => {
  const answer = await open();
  await gateway.kinora.whenIdle();
  const ended = answer.text();
  await gateway.kinora.close();
  expect(await ended).toMatch(/^retry/u);
});
