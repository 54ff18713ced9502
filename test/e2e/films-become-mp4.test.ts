import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { checkVideo, type VideoFacts } from "@kinora/media";
import { expect, test } from "vitest";
import { type FakeUpstream, openFakeUpstream } from "../fake-upstream/index.ts";
import { MOUNTAIN, openWorkbench, startServer, type Workbench } from "./kinora-process.ts";

const TEMPLATE = new URL("../../packages/providers/src/comfyui/__fixtures__/wan.json", import.meta.url);

interface Setting extends AsyncDisposable {
  readonly fake: FakeUpstream;
  readonly bench: Workbench;
}

/** A data folder whose `kinora.json` names the fake servers; the workflow ends in the node that is given. */
const open = async (savingNode = "SaveVideo"): Promise<Setting> => {
  const fake = await openFakeUpstream({ queueMs: 0, runMs: 200 });
  const bench = await openWorkbench({ KINORA_POLL_EVERY_MS: "50", KINORA_ALLOWED_PATHS: dirname(MOUNTAIN) });
  await mkdir(bench.dataDir, { recursive: true });
  await writeFile(join(bench.dataDir, "wan.json"), (await readFile(TEMPLATE, "utf8")).replace("SaveVideo", savingNode));
  const providers = {
    sdcpp: { kind: "sdcpp", base_url: fake.urlOf("sdcpp") },
    attic: { kind: "sdcpp", base_url: fake.urlOf("sdcpp"), model: "wan2.2-5b" },
    comfyui: { kind: "comfyui", base_url: fake.urlOf("comfyui"), templates: { wan: "wan.json" } },
  };
  await writeFile(join(bench.dataDir, "kinora.json"), JSON.stringify({ providers }));
  const dispose = async (): Promise<void> => {
    await bench[Symbol.asyncDispose]();
    await fake.close();
  };
  return { fake, bench, [Symbol.asyncDispose]: dispose };
};

interface View {
  readonly id: string;
  readonly status: string;
  readonly artifacts: { kind: string; url: string; type: string }[];
}

const generate = async (url: string, model: string, prefer: string): Promise<View> => {
  const response = await fetch(`${url}/api/v1/generations`, {
    method: "POST",
    headers: { "content-type": "application/json", prefer },
    body: JSON.stringify({ image: { path: MOUNTAIN }, prompt: "clouds drift marker:one", model }),
  });
  return (await response.json()) as View;
};

/** The stored film, as an outside reader finds it. */
const filmOf = async (view: View, url: string, folder: string): Promise<VideoFacts> => {
  const film = view.artifacts.find(({ kind }) => kind === "video");
  expect(film?.type).toBe("video/mp4");
  const path = join(folder, "film.mp4");
  const response = await fetch(new URL(film?.url ?? "", url));
  await writeFile(path, Buffer.from(await response.arrayBuffer()));
  return checkVideo(path);
};

const MP4 = { mediaType: "video/mp4", videoCodec: "avc" };

test.each(["sdcpp/video", "attic/wan2.2-5b"])("a WebM of stable-diffusion.cpp (%s) ends in an MP4", async (model) => {
  await using setting = await open();
  const { url } = await startServer(setting.bench);
  const view = await generate(url, model, "wait=60");
  expect(view, JSON.stringify(view)).toMatchObject({
    status: "succeeded",
    provider: model.split("/")[0],
    warnings: [],
  });
  expect(view.artifacts.map(({ kind }) => kind)).toEqual(["video", "thumbnail", "spritesheet", "last-frame"]);
  expect(await filmOf(view, url, setting.bench.folder)).toMatchObject({
    ...MP4,
    ...{ width: 320, height: 240, fps: 12, frameCount: 60, durationSeconds: 5 },
  });
  expect(setting.fake.report.markers["one"]).toMatchObject({ submits: 1, accepted: 1 });
});

test.each([
  ["SaveWEBM", { width: 320, height: 240, fps: 12, frameCount: 60, durationSeconds: 5 }],
  ["SaveAnimatedWEBP", { width: 160, height: 120, fps: 12, frameCount: 60, durationSeconds: 5 }],
  ["VHS_VideoCombine", { width: 80, height: 60, fps: 10, frameCount: 50, durationSeconds: 5 }],
])("a workflow of ComfyUI that ends in %s ends in an MP4", async (node, facts) => {
  await using setting = await open(node);
  const { url } = await startServer(setting.bench);
  const view = await generate(url, "comfyui/wan", "wait=60");
  expect(view, JSON.stringify(view)).toMatchObject({ status: "succeeded", warnings: [] });
  expect(await filmOf(view, url, setting.bench.folder)).toMatchObject({ ...MP4, ...facts });
});

test("kill -9 while the film is made an MP4: it is fetched and made again", async () => {
  await using setting = await open();
  const { url, pid } = await startServer(setting.bench);
  const { id } = await generate(url, "sdcpp/video", "respond-async");
  const statusNow = async (): Promise<string> =>
    ((await (await fetch(`${url}/api/v1/generations/${id}`)).json()) as View).status;
  while (!["collecting", "succeeded"].includes(await statusNow())) await sleep(10);
  process.kill(pid, "SIGKILL");
  const again = await startServer(setting.bench);
  const view = (await (await fetch(`${again.url}/api/v1/generations/${id}?wait=60`)).json()) as View;
  expect(view, JSON.stringify(view)).toMatchObject({ status: "succeeded" });
  expect(await filmOf(view, again.url, setting.bench.folder)).toMatchObject({ ...MP4, frameCount: 60 });
  expect(setting.fake.report.markers["one"]).toMatchObject({ submits: 1, accepted: 1 });
});
