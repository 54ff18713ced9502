import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { GenerationView } from "@kinora/contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { testContext, type TestContext } from "../__fixtures__/test-context.ts";
import { Interrupted } from "../interruption.ts";
import { runCommand } from "../run-command.ts";

const VIEW = {
  id: "gen_1",
  status: "succeeded",
  stage: null,
  progress: 100,
  queue_position: null,
  eta_seconds: null,
  considered: [{ model: "kinora-motion-1", provider: "local", verdict: "chosen", reason: "It was asked for." }],
  model: "kinora-motion-1",
  provider: "local",
  options: { fps: 30 },
  warnings: [],
  plan: null,
  unmet: [],
  cost: { estimate_usd: 0, held_usd: 0, settled_usd: null, native: null },
  artifacts: [{ kind: "video", width: 960, height: 720, duration_seconds: 4 }],
  review: null,
  error: null,
  created_at: "2026-11-22T20:00:00.000Z",
  started_at: "2026-11-22T20:00:01.000Z",
  finished_at: "2026-11-22T20:00:03.500Z",
};

/** A server that answers as Kinora does, with generations that are what the test says. */
interface FakeKinora {
  url: string;
  heard: { line: string; body: string }[];
  /** What `GET …/gen_1` says. */
  view: Record<string, unknown>;
  onGet: () => void;
}

let fake: FakeKinora;
let folder: string;
let stop: () => Promise<void>;

const answer = (fakeKinora: FakeKinora, line: string, response: ServerResponse): void => {
  const json = (status: number, body: unknown): unknown => response.writeHead(status).end(JSON.stringify(body));
  if (line.startsWith("GET /api/v1/limits")) json(200, { upload_max_bytes: 1000 });
  else if (line.endsWith("/cancel")) json(202, { stops: true, billing: "not_billed" });
  else if (line.includes("/content")) response.writeHead(200).end("MP4");
  else if (line.startsWith("POST")) json(202, { ...VIEW, status: "queued" });
  else {
    json(200, fakeKinora.view);
    fakeKinora.onGet();
  }
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinora-animate-"));
  fake = { url: "", heard: [], view: VIEW, onGet: () => undefined };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    void text(request).then((body) => {
      const line = `${request.method ?? ""} ${request.url ?? ""}`;
      fake.heard.push({ line, body });
      answer(fake, line, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  fake.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  stop = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  for (const name of ["lake.jpg", "sea.jpg"]) await writeFile(join(folder, name), "JPEG");
});
afterEach(async () => {
  await stop();
  await rm(folder, { recursive: true, force: true });
});

const animate = async (
  line: string,
  given: Partial<TestContext> = {},
): Promise<{ exit: number; context: TestContext }> => {
  const context = testContext({ workingDir: folder, ...given });
  const exit = await runCommand(["animate", ...line.split(" "), "--server", fake.url], context);
  return { exit, context };
};

test("the video is written, its path is all of stdout, the stages are on stderr", async () => {
  const { exit, context } = await animate("lake.jpg");
  expect(exit).toBe(0);
  expect(context.said).toEqual({ stdout: `${join(folder, "lake.mp4")}\n`, stderr: "succeeded\n" });
  expect(await readFile(join(folder, "lake.mp4"), "utf8")).toBe("MP4");
});

test("every flag reaches the request, 0 and the words of the prompt included", async () => {
  await animate(
    "lake.jpg --prompt 云 --model m --duration 0.5 --resolution 480p --fps 24 --seed 0 --loop --preview --strict" +
      " --fallback-model n --fallback-model auto --prefer fastest --max-cost-usd 0.5",
  );
  const body = fake.heard.find(({ line }) => line.startsWith("POST"))?.body ?? "";
  const fields = [...body.matchAll(/name="(\w+)"\r\n\r\n([^\r]*)\r\n/gu)].map(([, name, value]) => [name, value]);
  expect(Object.fromEntries(fields)).toEqual({
    prompt: "云",
    model: "m",
    fallback_models: '["n","auto"]',
    prefer: "fastest",
    max_cost_usd: "0.5",
    duration_seconds: "0.5",
    resolution: "480p",
    fps: "24",
    seed: "0",
    loop: "true",
    preview: "true",
    strict: "true",
  });
});

test.each([
  ["as JSON", '{"camera":{"type":"pan_left"}}'],
  ["as a file", "plan.json"],
])("a motion plan reaches the request, %s", async (_, given) => {
  await writeFile(join(folder, "plan.json"), '{"camera":{"type":"pan_left"}}');
  await animate(`lake.jpg --motion ${given}`);
  const body = fake.heard.find(({ line }) => line.startsWith("POST"))?.body ?? "";
  expect(/name="motion"\r\n\r\n([^\r]*)/u.exec(body)?.[1]).toBe('{"camera":{"type":"pan_left"}}');
});

test.each(["missing.json", "[1]", "lake.jpg"])(
  "a motion plan that is none is refused before any work: %s",
  async (given) => {
    const { exit, context } = await animate(`lake.jpg --motion ${given}`);
    expect(exit).toBe(2);
    expect(context.said.stderr).toContain("--motion");
    expect(fake.heard).toEqual([]);
  },
);

test("--json prints one object in the shape that scripts read", async () => {
  const { context } = await animate("lake.jpg --json -o mine.mp4");
  expect(JSON.parse(context.said.stdout)).toEqual({
    id: "gen_1",
    file: join(folder, "mine.mp4"),
    model: "kinora-motion-1",
    provider: "local",
    considered: [{ model: "kinora-motion-1", provider: "local", verdict: "chosen", reason: "It was asked for." }],
    duration_seconds: 4,
    width: 960,
    height: 720,
    fps: 30,
    warnings: [],
    unmet: [],
    cost_usd: 0,
    timings: { queued_seconds: 1, run_seconds: 2.5, total_seconds: 3.5 },
  });
});

test("warnings and what was not done are said on stderr", async () => {
  fake.view = {
    ...VIEW,
    warnings: [{ option: "model", code: "stand_in", message: "The embedded engine stands in." }],
    unmet: [{ phrase: "a dog jumps", reason: "needs-generative-model", did: "The dog stays still." }],
  };
  const { exit, context } = await animate("lake.jpg");
  expect(exit).toBe(0);
  expect(context.said.stderr).toBe(
    'succeeded\nNote: The embedded engine stands in.\nNot done as asked: "a dog jumps". The dog stays still.\n',
  );
});

const ENDS = [
  { status: "failed", code: 3, sentence: "gen_1 failed. Out of memory.\n" },
  { status: "expired", code: 3, sentence: "gen_1 expired: the provider no longer has it.\n" },
  { status: "cancelled", code: 130, sentence: "gen_1 was cancelled.\n" },
  {
    status: "needs_review",
    code: 4,
    sentence:
      "It is not known whether the provider accepted gen_1: do not send it again; kinora generations resolve gen_1 settles it (--attach TASK, --give-up).\n",
  },
] as const;

test.each(ENDS)("a generation that ends $status writes no file and says so", async ({ status, code, sentence }) => {
  const error = status === "failed" ? { code: "engine_failed", message: "Out of memory." } : null;
  const review = { tried: [], next_look_at: null, choices: [{ action: "attach" }, { action: "give_up" }] };
  fake.view = { ...VIEW, status, error, review, artifacts: [] };
  const { exit, context } = await animate("lake.jpg");
  expect(exit).toBe(code);
  expect(context.said.stdout).toBe("");
  expect(context.said.stderr).toBe(`${status.replace("_", " ")}\n${sentence}`);
  expect((await readdir(folder)).sort()).toEqual(["lake.jpg", "sea.jpg"]);
});

test("several images make one video each, and a line of stderr says which", async () => {
  const { exit, context } = await animate("lake.jpg sea.jpg -o out/");
  expect(exit).toBe(0);
  expect(context.said.stdout).toBe(`${join(folder, "out", "lake.mp4")}\n${join(folder, "out", "sea.mp4")}\n`);
  expect(context.said.stderr).toBe("[1/2] lake.jpg: succeeded\n[2/2] sea.jpg: succeeded\n");
});

test("an image that is too large is refused before it is sent, and does not stop the others", async () => {
  await writeFile(join(folder, "big.jpg"), Buffer.alloc(2000));
  const { exit, context } = await animate("big.jpg sea.jpg");
  expect(exit).toBe(2);
  expect(context.said.stdout).toBe(`${join(folder, "sea.mp4")}\n`);
  expect(context.said.stderr).toContain(
    "[1/2] big.jpg: big.jpg has 0.1 MiB, and this server takes 0.1 MiB: make it smaller.",
  );
});

test("standard input is a picture too", async () => {
  async function* stdin(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(new TextEncoder().encode("PIPED"));
  }
  const { exit, context } = await animate("-", { stdin: stdin() });
  expect(exit).toBe(0);
  expect(context.said.stdout).toBe(`${join(folder, "animation.mp4")}\n`);
  expect(fake.heard.find(({ line }) => line.startsWith("POST"))?.body).toContain("PIPED");
});

const interruptedBy = (name: "SIGINT" | "SIGTERM"): AbortSignal => {
  const stopping = new AbortController();
  fake.view = { ...VIEW, status: "running" } satisfies Partial<Record<keyof GenerationView, unknown>>;
  fake.onGet = () => stopping.abort(new Interrupted(name));
  return stopping.signal;
};

test("Ctrl-C cancels the generation and ends with 130", async () => {
  const { exit, context } = await animate("lake.jpg", { signal: interruptedBy("SIGINT") });
  expect(exit).toBe(130);
  expect(fake.heard.some(({ line }) => line === "POST /api/v1/generations/gen_1/cancel")).toBe(true);
  expect(context.said.stderr).toContain("gen_1 is cancelled.\n");
});

test("SIGTERM leaves the generation to go on, and says how to find it", async () => {
  const { exit, context } = await animate("lake.jpg", { signal: interruptedBy("SIGTERM") });
  expect(exit).toBe(143);
  expect(fake.heard.some(({ line }) => line.endsWith("/cancel"))).toBe(false);
  expect(context.said.stderr).toContain("gen_1 is not finished: kinora generations wait gen_1 goes on with it.\n");
});
