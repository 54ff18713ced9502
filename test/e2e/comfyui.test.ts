import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { openFakeUpstream, type Rule } from "../fake-upstream/index.ts";
import { MOUNTAIN, openWorkbench, startServer } from "./kinora-process.ts";

const CLIP = new URL("../fake-upstream/clip.mp4", import.meta.url);
const TEMPLATE = new URL("../../packages/providers/src/comfyui/__fixtures__/wan.json", import.meta.url);

interface View {
  readonly status: string;
  readonly artifacts: { kind: string; url: string }[];
}

const LOST: Rule = { on: "submit", times: 1, does: { kind: "reset_after" } };

test.each<[string, readonly Rule[]]>([
  ["makes a film", []],
  ["makes one film though the answer was lost", [LOST]],
])("a workflow beside kinora.json, at a server without a key, %s", async (_, rules) => {
  const fake = await openFakeUpstream({ queueMs: 0, runMs: 200, rules });
  await using bench = await openWorkbench({ KINORA_POLL_EVERY_MS: "50", KINORA_ALLOWED_PATHS: dirname(MOUNTAIN) });
  const { dataDir } = bench;
  await mkdir(dataDir, { recursive: true });
  await copyFile(TEMPLATE, join(dataDir, "wan.json"));
  const comfyui = { kind: "comfyui", base_url: fake.urlOf("comfyui"), templates: { wan: "wan.json" } };
  await writeFile(join(dataDir, "kinora.json"), JSON.stringify({ providers: { comfyui } }));
  const { url } = await startServer(bench);
  const response = await fetch(`${url}/api/v1/generations`, {
    method: "POST",
    headers: { "content-type": "application/json", prefer: "wait=30" },
    body: JSON.stringify({ image: { path: MOUNTAIN }, prompt: "clouds drift marker:one", model: "comfyui/wan" }),
  });
  const view = (await response.json()) as View;
  expect(view, JSON.stringify(view)).toMatchObject({ status: "succeeded", model: "wan", provider: "comfyui" });
  const film = view.artifacts.find(({ kind }) => kind === "video");
  const bytes = Buffer.from(await (await fetch(new URL(film?.url ?? "", url))).arrayBuffer());
  expect(bytes.equals(await readFile(CLIP))).toBe(true);
  expect(fake.report.markers["one"]).toMatchObject({ submits: 1, accepted: 1 });
  await fake.close();
});
