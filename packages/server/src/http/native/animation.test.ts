import { readFile, writeFile } from "node:fs/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { AnimationDesk } from "../../app/make-animation.ts";
import { type Gateway, openGateway } from "../../testing/gateway.ts";
import { greyPng } from "../../testing/pictures.ts";

const made: string[] = [];
/** Writes the kind and what the video holds, and notes that it was asked. */
const desk: AnimationDesk = {
  animate: async (path, { kind, outPath }) => {
    made.push(kind);
    await writeFile(outPath, `${kind} of ${await readFile(path, "utf8")}`);
    return { width: 480, height: 360 };
  },
};

let gateway: Gateway;
beforeEach(async () => {
  made.length = 0;
  gateway = await openGateway({ animationDesk: desk });
});
afterEach(() => gateway[Symbol.asyncDispose]());

interface View {
  readonly id: string;
  readonly artifacts: readonly { readonly kind: string; readonly url: string; readonly type: string }[];
}

const generate = async (from: Gateway, prompt = "clouds"): Promise<View> => {
  const image = { base64: greyPng(32, 24).toString("base64") };
  const answer = await from.postJson("/api/v1/generations", { image, prompt }, { prefer: "wait=20" });
  return (await answer.json()) as View;
};

const content = (from: Gateway, id: string, variant: string): Promise<Response> =>
  fetch(`${from.url}/api/v1/generations/${id}/content?variant=${variant}`);

test.each(["gif", "webp"])("a %s of the video is made when it is first asked for, and kept", async (kind) => {
  const { id, artifacts } = await generate(gateway);
  expect(artifacts.map((artifact) => artifact.kind)).not.toContain(kind);
  const first = await content(gateway, id, kind);
  expect([first.status, first.headers.get("content-type")]).toEqual([200, `image/${kind}`]);
  expect(first.headers.get("content-disposition")).toContain(`filename="clouds-${kind}.${kind}"`);
  expect(await first.text()).toBe(`${kind} of 0123456789abcdef`);
  expect(await (await content(gateway, id, kind)).text()).toBe(`${kind} of 0123456789abcdef`);
  expect(made).toEqual([kind]);

  const view = (await (await fetch(`${gateway.url}/api/v1/generations/${id}`)).json()) as View;
  const listed = view.artifacts.find((artifact) => artifact.kind === kind);
  expect(listed).toMatchObject({ type: `image/${kind}`, width: 480, height: 360, duration_seconds: 4 });
  expect(await (await fetch(listed?.url ?? "")).text()).toBe(`${kind} of 0123456789abcdef`);
});

test("many who ask for the same one at once get the one that is made", async () => {
  const { id } = await generate(gateway);
  const answers = await Promise.all(Array.from({ length: 5 }, () => content(gateway, id, "gif")));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect(made).toEqual(["gif"]);
});

test("a generation without a video has none", async () => {
  const { id } = await generate(gateway, "fail");
  const answer = await content(gateway, id, "gif");
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([404, "artifact_not_found"]);
  expect(made).toEqual([]);
});

test("a machine that cannot decode videos says so", async () => {
  await using blind = await openGateway();
  const { id } = await generate(blind);
  const answer = await content(blind, id, "webp");
  const problem = (await answer.json()) as { code: string; detail: string };
  expect([answer.status, problem.code]).toEqual([404, "artifact_not_found"]);
  expect(problem.detail).toContain("This machine cannot decode videos");
});
