import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { createClient } from "@kinora/sdk";
import { expect, test } from "vitest";
import { MOUNTAIN, openWorkbench, SHORT_CLIP, startServer } from "./kinora-process.ts";

interface Result {
  id: string;
  file: string;
}

const isMp4 = async (path: string): Promise<boolean> => (await readFile(path)).toString("latin1", 4, 8) === "ftyp";

test("animate alone on a fresh data folder makes an MP4 and says so in one JSON object", async () => {
  await using bench = await openWorkbench();
  const kinora = bench.start(
    "animate",
    MOUNTAIN,
    "--prompt",
    "the clouds drift slowly",
    "--seed",
    "7",
    ...SHORT_CLIP,
    "--json",
  );
  expect(await kinora.end, kinora.said.stderr).toBe(0);
  const result = JSON.parse(kinora.said.stdout) as Result;
  expect(result).toMatchObject({
    file: join(bench.folder, "mountain.mp4"),
    model: "kinora-motion-1",
    provider: "local",
    duration_seconds: 1,
    height: 480,
    cost_usd: 0,
  });
  expect(await isMp4(result.file)).toBe(true);
});

test("the same seed gives the same bytes, and a taken name is left alone", async () => {
  await using bench = await openWorkbench();
  const animate = ["animate", MOUNTAIN, "--prompt", "clouds drift", "--seed", "7", ...SHORT_CLIP] as const;
  expect(await bench.start(...animate).end).toBe(0);
  expect(await bench.start(...animate).end).toBe(0);
  const first = await readFile(join(bench.folder, "mountain.mp4"));
  const second = await readFile(join(bench.folder, "mountain-2.mp4"));
  expect(first.equals(second)).toBe(true);
});

test("two animates at once on one data folder both make their video", async () => {
  await using bench = await openWorkbench();
  const both = [1, 2].map((seed) => bench.start("animate", MOUNTAIN, "--seed", String(seed), ...SHORT_CLIP));
  expect(await Promise.all(both.map(({ end }) => end))).toEqual([0, 0]);
  expect((await readdir(bench.folder)).sort()).toEqual(["data", "mountain-2.mp4", "mountain.mp4"]);
});

test("animate beside a running serve works through it", async () => {
  await using bench = await openWorkbench();
  const server = await startServer(bench);
  const kinora = bench.start("animate", MOUNTAIN, ...SHORT_CLIP, "--json");
  expect(await kinora.end, kinora.said.stderr).toBe(0);
  const { id } = JSON.parse(kinora.said.stdout) as Result;
  const { data } = await createClient({ baseUrl: server.url }).listGenerations();
  expect(data.map((generation) => generation.id)).toEqual([id]);
});

test("a second serve says who owns the data folder and ends with 2; the first one ends in order", async () => {
  await using bench = await openWorkbench();
  const server = await startServer(bench);
  const second = bench.start("serve", "--port", "0");
  expect(await second.end).toBe(2);
  expect(second.said.stderr).toBe(
    `Process ${server.pid} has the data folder ${bench.dataDir} and serves it at ${server.url}: use that one, end it, or give another --data-dir.\n`,
  );
  server.child.kill("SIGTERM");
  expect(await server.end).toBe(0);
});
