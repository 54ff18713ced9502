import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Generation } from "@kinora/domain";
import { afterEach, beforeEach, expect, test } from "vitest";
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

test("killed while a film is made an MP4: it is fetched again, and nothing is lost", async () => {
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
  expect(provider.calls.filter((call) => call === "download")).toHaveLength(2);
  expect(provider.calls.filter((call) => call === "submit")).toHaveLength(1);
});
