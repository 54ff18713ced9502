import { readFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import type { LogEventView } from "@kinora/contract";
import { createClient } from "@kinora/sdk";
import { expect, test } from "vitest";
import { type KinoraProcess, MOUNTAIN, openWorkbench } from "./kinora-process.ts";

/** A port that is free now: the server is to come back under the same address. */
const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

test("events survive kill -9 and a restart in the middle: none is lost, none comes twice", async () => {
  await using bench = await openWorkbench();
  const port = await freePort();
  const serve = async (): Promise<KinoraProcess> => {
    const kinora = bench.start("serve", "--port", String(port));
    await kinora.says(/at http:\S+ and/u);
    return kinora;
  };
  let server = await serve();
  const client = createClient({ baseUrl: `http://127.0.0.1:${port}` });
  const image = { base64: (await readFile(MOUNTAIN)).toString("base64") };
  const request = { image, duration_seconds: 1, resolution: "480p" } as const;

  const heard: LogEventView[] = [];
  const leave = new AbortController();
  const isOver = (): boolean => heard.filter(({ type }) => type === "generation.succeeded").length === 3;
  const listening = (async (): Promise<void> => {
    for await (const event of client.allEvents({ after: 0, signal: leave.signal, tries: 100 })) {
      heard.push(event);
      if (isOver()) return;
    }
  })();
  const ids = [];
  for (const seed of [1, 2, 3]) ids.push((await client.createGeneration({ ...request, seed })).id);
  for (let kills = 0; kills < 2; kills += 1) {
    const before = heard.length;
    await expect.poll(() => heard.length, { timeout: 30_000, interval: 20 }).toBeGreaterThan(before + 1);
    server.child.kill("SIGKILL");
    await server.end;
    server = await serve();
  }
  await listening;

  const log: LogEventView[] = [];
  for (const id of ids) for await (const event of client.events(id)) log.push(event);
  const inOrder = log.toSorted((a, b) => a.id - b.id);
  expect(heard.map(({ id, type }) => [id, type])).toEqual(inOrder.map(({ id, type }) => [id, type]));
  leave.abort();
}, 120_000);
