import { expect, test } from "vitest";
import { brokenStream, hangUp, problem, scriptedServer } from "./__fixtures__/scripted-server.ts";
import { createClient } from "./create-client.ts";
import { ServerUnreachable } from "./server-unreachable.ts";

const entry = (id: number, type: string): string =>
  `id: ${id}\nevent: ${type}\ndata: ${JSON.stringify({ id, generation_id: "gen_1", type, at: "", data: {} })}\n\n`;

const typesOf = async (events: AsyncIterable<{ type: string }>): Promise<string[]> => {
  const types: string[] = [];
  for await (const { type } of events) types.push(type);
  return types;
};

test("a stream that breaks is resumed after the last event seen and ends with the final one", async () => {
  await using server = await scriptedServer([
    brokenStream(`: hello\n\n${entry(7, "generation.queued")}${entry(9, "generation.running")}id: 10\ndata: {"id":10,`),
    hangUp,
    brokenStream(entry(10, "generation.succeeded")),
  ]);
  const events = createClient({ baseUrl: server.baseUrl }).events("gen_1");
  expect(await typesOf(events)).toEqual(["generation.queued", "generation.running", "generation.succeeded"]);
  expect(server.heard.map(({ headers }) => headers["last-event-id"])).toEqual([undefined, "9", "9"]);
});

test("events begin after the id that is given", async () => {
  await using server = await scriptedServer([brokenStream(entry(4, "generation.cancelled"))]);
  await typesOf(createClient({ baseUrl: server.baseUrl }).events("gen_1", { after: 3 }));
  expect(server.heard[0]?.headers["last-event-id"]).toBe("3");
});

test("events of an unknown generation throw its failure at once", async () => {
  await using server = await scriptedServer([problem("generation_not_found", 404, "No gen_1.")]);
  const events = createClient({ baseUrl: server.baseUrl }).events("gen_1");
  await expect(typesOf(events)).rejects.toMatchObject({ code: "generation_not_found" });
});

test("the events of all generations are resumed after the id that the stream began with, or the last one seen", async () => {
  await using server = await scriptedServer([
    brokenStream("retry: 1000\nid: 4\n\n"),
    brokenStream(`id: 4\n\n${entry(5, "generation.queued")}`),
    brokenStream(`id: 5\n\n${entry(8, "generation.succeeded")}`),
    problem("unauthorized", 401, "Who are you?"),
  ]);
  const events = createClient({ baseUrl: server.baseUrl }).allEvents();
  const seen: string[] = [];
  const read = async (): Promise<void> => {
    for await (const { type } of events) seen.push(type);
  };
  await expect(read()).rejects.toMatchObject({ code: "unauthorized" });
  expect(seen).toEqual(["generation.queued", "generation.succeeded"]);
  expect(server.heard.map(({ headers }) => headers["last-event-id"])).toEqual([undefined, "4", "5", "8"]);
});

test("connections that bring nothing are given up", async () => {
  await using server = await scriptedServer([hangUp, brokenStream(": nothing\n\n")]);
  const events = createClient({ baseUrl: server.baseUrl }).events("gen_1", { tries: 2 });
  await expect(typesOf(events)).rejects.toBeInstanceOf(ServerUnreachable);
});
