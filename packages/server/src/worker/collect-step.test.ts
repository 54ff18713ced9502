import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "@kinora/contract";
import type { Generation } from "@kinora/domain";
import { afterEach, beforeEach, expect, test } from "vitest";
import { advance } from "./advance.ts";
import { createWorker } from "./create-worker.ts";
import { scriptedProvider } from "./testing/scripted-provider.ts";
import { openWorkerBench, trustingDesk, type WorkerBench } from "./testing/worker-bench.ts";
import type { VideoDesk } from "./video-desk.ts";

let bench: WorkerBench;

beforeEach(async () => {
  bench = await openWorkerBench();
});
afterEach(() => bench.close());

/** Makes a film of every file. */
const convertingDesk: VideoDesk = {
  ...trustingDesk,
  asMp4: async (path, { folder }) => {
    const made = join(folder, "video.mp4");
    await writeFile(made, `${await readFile(path, "utf8")}, made an MP4`);
    return { path: made, warnings: [{ option: "video", code: "sound_left_out", message: "Its sound was left out." }] };
  },
};

const stored = async (generation: Generation): Promise<string> => {
  if (generation.status !== "succeeded") throw new Error(`it is ${generation.status}`);
  const [video] = generation.artifacts;
  return bench.blobs.withFile(video?.sha256 ?? "", (path) => readFile(path, "utf8"));
};

test("a film that is no MP4 is stored as the MP4 that was made of it, and what it lacks is said", async () => {
  const context = bench.newProcess([scriptedProvider({})], { videoDesk: convertingDesk });
  const generation = await bench.settle(context, (await bench.accept()).id);
  expect(await stored(generation)).toBe("a film, made an MP4");
  expect(generation.warnings).toEqual([
    { option: "video", code: "sound_left_out", message: "Its sound was left out." },
  ]);
});

test("a provider that makes the kind that was asked for has its films stored as they are", async () => {
  const provider = scriptedProvider({ makesKindAsked: true });
  const context = bench.newProcess([provider], { videoDesk: convertingDesk });
  const generation = await bench.settle(context, (await bench.accept()).id);
  expect(await stored(generation)).toBe("a film");
});

test("killed while a film is made an MP4: it is made again, without another download, and nothing is lost", async () => {
  const leaving = new AbortController();
  const provider = scriptedProvider({});
  const dying: VideoDesk = {
    ...trustingDesk,
    asMp4: () => {
      leaving.abort();
      return Promise.reject(new Error("the process ends"));
    },
  };
  const { id } = await bench.accept();
  await bench.settle(bench.newProcess([provider], { videoDesk: dying, signal: leaving.signal }), id);
  expect(await bench.store.read(id)).toMatchObject({ status: "collecting" });
  const context = bench.newProcess([provider], { videoDesk: convertingDesk });
  expect(await bench.settle(context, id)).toMatchObject({ status: "succeeded" });
  expect(provider.calls.filter((call) => call === "download")).toHaveLength(1);
  expect(provider.calls.filter((call) => call === "submit")).toHaveLength(1);
});

test("a film that our storage does not take is kept until it does, though its provider has deleted it", async () => {
  const provider = scriptedProvider({ retentionMs: 60_000 });
  const { id } = await bench.accept();
  const putFile = (): Promise<never> => Promise.reject(new Failure("storage_unreachable"));
  const away = bench.newProcess([provider], { blobs: { ...bench.blobs, putFile } });
  for (let hour = 0; hour < 30; hour += 1) {
    await advance(away, id);
    bench.clock.set(bench.clock.now() + 3_600_000);
  }
  expect(await bench.store.read(id)).toMatchObject({ status: "collecting", collectFailures: 28 });
  const worker = createWorker({ ...bench.deps, providers: [provider] });
  await worker.start();
  await worker.stop();
  expect(await bench.settle(bench.newProcess([provider]), id)).toMatchObject({ status: "succeeded" });
  expect(provider.calls.filter((call) => call === "download")).toHaveLength(1);
  expect(await readdir(bench.deps.folder)).toEqual([]);
});
