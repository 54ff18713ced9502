import { createServer } from "node:http";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { testContext, type TestContext } from "../__fixtures__/test-context.ts";
import { runCommand } from "../run-command.ts";

const GENERATION = {
  id: "gen_1",
  status: "succeeded",
  stage: null,
  progress: 100,
  queue_position: null,
  eta_seconds: null,
  considered: [{ model: "kinora-motion-1", provider: "local", verdict: "chosen", reason: "It was asked for." }],
  model: "kinora-motion-1",
  provider: "local",
  prompt: "clouds\ndrift",
  warnings: [],
  error: null,
  review: null,
  image: { width: 1600, height: 1200 },
  artifacts: [
    { kind: "video", url: "http://host/artifacts/x/clip.mp4", type: "video/mp4" },
    { kind: "thumbnail", url: "http://host/artifacts/y/t.webp", type: "image/webp" },
  ],
  created_at: "2026-11-22T20:00:00.000Z",
  finished_at: "2026-11-22T20:00:03.000Z",
};

const PLANNED = {
  plan: {
    version: 1,
    seed: 0,
    duration_seconds: 4,
    fps: 30,
    loop: true,
    protect: [],
    strokes: [],
    camera: { type: "dolly_in", amount: 1, ease: "inout" },
    effects: [
      { kind: "clouds", region: "sky", speed: 0.5, amount: 1, direction_word: "left", confidence: 0.9 },
      { kind: "sway", region: { mask: "x" }, speed: 1, amount: 1, direction_word: "none", confidence: 1 },
    ],
  },
  report: {
    understood: [],
    unmet: [
      {
        phrase: "a dog jumps",
        reason: "needs-generative-model",
        did: "It stays still.",
        models: ["wan2.2-i2v-plus"],
      },
    ],
  },
};

const INSPECTION = {
  width: 1600,
  height: 1200,
  format: "jpeg",
  findings: [
    { id: "low_contrast", value: 1, threshold: 2, verdict: "fair", advice: "Choose a clearer picture." },
    { id: "size", value: 900, threshold: 720, verdict: "good", advice: "Use a larger picture." },
  ],
  regions: [{ kind: "sky", confidence: 0.914, share: 0.42, mask: "data:…" }],
  suggestions: ["the clouds drift"],
};

const MODEL = {
  id: "kinora-motion-1",
  provider: "local",
  configured: true,
  resolutions: ["480p", "720p"],
  durations: { min: 1, max: 15 },
};

const ANSWERS: Readonly<Record<string, unknown>> = {
  "/api/v1/generations": { data: [GENERATION], next_cursor: "c2" },
  "/api/v1/generations/gen_1": GENERATION,
  "/api/v1/generations/gen_1/restore": GENERATION,
  "/api/v1/generations/gen_1/cancel": { stops: false, billing: "may_be_billed" },
  "/api/v1/generations/gen_1/resolve": GENERATION,
  "/api/v1/generations/gen_2": { ...GENERATION, id: "gen_2", status: "running" },
  "/api/v1/generations/gen_2/cancel": { stops: false, billing: "may_be_billed" },
  "/api/v1/plan": PLANNED,
  "/api/v1/inspect": INSPECTION,
  "/api/v1/providers": {
    data: [
      { id: "local", title: "Embedded engine", billing: "free", configured: true, models: ["m"], max_running: 1 },
      {
        id: "acme",
        title: "Acme",
        billing: "on_success",
        configured: false,
        key: "environment",
        stored: { problem: "What is stored of acme is damaged: set the key again." },
        models: [],
        max_running: 5,
      },
    ],
  },
  "/api/v1/usage": {
    data: [{ day: "2026-11-23", provider: "acme", model: "one", billed: 3, settled_usd: 0.6, unknown: 1 }],
    held_usd: 0.2,
  },
  "/api/v1/providers/local/test": { outcome: "untested", message: "Embedded engine runs on this machine.", code: null },
  "/api/v1/providers/acme/test": {
    outcome: "fails",
    message: "Acme is not set up here.",
    code: "model_not_configured",
  },
  "/api/v1/models": { data: [MODEL, { ...MODEL, id: "far", configured: false, durations: [5, 10] }] },
  "/api/v1/limits": { upload_max_bytes: 1000 },
};

let folder: string;
let url: string;
let heard: { line: string; body: string }[];
let stop: () => void;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinora-commands-"));
  heard = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      heard.push({ line: `${request.method ?? ""} ${request.url ?? ""}`, body });
      const { pathname } = new URL(request.url ?? "", "http://host");
      const answer = ANSWERS[pathname];
      if (pathname.endsWith("/content")) response.end("BYTES");
      else if (answer !== undefined) response.end(JSON.stringify(answer));
      else response.writeHead(404).end(JSON.stringify({ code: "generation_not_found", detail: "There is no gen_9." }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  stop = () => {
    server.closeAllConnections();
    server.close();
  };
  await writeFile(join(folder, "lake.jpg"), "JPEG");
});
afterEach(async () => {
  stop();
  await rm(folder, { recursive: true, force: true });
});

const run = async (...args: string[]): Promise<{ exit: number } & TestContext["said"]> => {
  const environment = { ...testContext().environment, server: url };
  const context = testContext({ workingDir: folder, environment });
  const exit = await runCommand(args, context);
  return { exit, ...context.said };
};

test("generations list is a table, and says how to go on", async () => {
  const { exit, stdout, stderr } = await run("generations", "list", "--status", "succeeded", "--limit", "5");
  expect(exit).toBe(0);
  expect(stdout).toBe(
    "ID     STATUS     DONE   MODEL            CREATED              PROMPT\n" +
      "gen_1  succeeded  100 %  kinora-motion-1  2026-11-22 20:00:00  clouds drift\n",
  );
  expect(stderr).toBe("There are more: add --cursor c2\n");
  expect(heard[0]?.line).toBe("GET /api/v1/generations?limit=5&status=succeeded");
});

test("generations list --json is the page as the server gives it", async () => {
  const { stdout, stderr } = await run("generations", "list", "--json");
  expect(JSON.parse(stdout)).toEqual({ data: [GENERATION], next_cursor: "c2" });
  expect(stderr).toBe("");
});

test("generations show names what there is", async () => {
  const { stdout } = await run("generations", "show", "gen_1");
  expect(stdout).toContain("status      succeeded\n");
  expect(stdout).toContain("chosen      kinora-motion-1 (local): It was asked for.\n");
  expect(stdout).toContain("video       http://host/artifacts/x/clip.mp4\n");
  expect(stdout).not.toContain("\nend");
});

test("generations rm and restore take several, each once, and end with the first that is refused", async () => {
  const removed = await run("generations", "rm", "gen_1", "gen_2", "gen_1");
  expect(removed.exit).toBe(0);
  expect(removed.stdout.match(/gen_\d is in the trash/gu)).toEqual(["gen_1 is in the trash", "gen_2 is in the trash"]);
  const back = await run("generations", "restore", "--json", "gen_1", "gen_9", "gen_2");
  expect([back.exit, back.stderr]).toEqual([2, "There is no gen_9.\n"]);
  expect(JSON.parse(back.stdout)).toMatchObject({ id: "gen_1" });
  expect(heard.map(({ line }) => line)).toEqual([
    "DELETE /api/v1/generations/gen_1",
    "DELETE /api/v1/generations/gen_2",
    "POST /api/v1/generations/gen_1/restore",
    "POST /api/v1/generations/gen_9/restore",
  ]);
});

test("an unknown generation is bad input", async () => {
  const { exit, stdout, stderr } = await run("generations", "show", "gen_9");
  expect({ exit, stdout, stderr }).toEqual({ exit: 2, stdout: "", stderr: "There is no gen_9.\n" });
});

test("generations wait prints the status and ends as animate does", async () => {
  const { exit, stdout } = await run("generations", "wait", "gen_1");
  expect({ exit, stdout }).toEqual({ exit: 0, stdout: "succeeded\n" });
});

test("generations cancel says what it means for money", async () => {
  const { exit, stdout } = await run("generations", "cancel", "gen_2");
  expect(exit).toBe(0);
  expect(stdout).toBe(
    "gen_2 cannot be stopped: it runs on, and what it makes is kept. The provider may still bill it.\n",
  );
});

test("generations cancel of what has ended says so", async () => {
  const { exit, stdout } = await run("generations", "cancel", "gen_1");
  expect(exit).toBe(0);
  expect(stdout).toBe("gen_1 has already ended: it is succeeded.\n");
});

test.each([
  ["--attach task-7", { action: "attach", task_id: "task-7" }, "gen_1 follows the task that you named.\n"],
  ["--give-up", { action: "give_up" }, "gen_1 was given up: look at the provider's own list for what it may bill.\n"],
  ["--resubmit", { action: "resubmit" }, "gen_1 is sent again: the first try may be billed too.\n"],
])("generations resolve %s tells the server, and says what it means", async (words, body, said) => {
  const { exit, stdout } = await run("generations", "resolve", "gen_1", ...words.split(" "));
  expect({ exit, stdout }).toEqual({ exit: 0, stdout: said });
  expect(heard.map(({ line }) => line)).toEqual(["POST /api/v1/generations/gen_1/resolve"]);
  expect(JSON.parse(heard[0]?.body ?? "")).toEqual(body);
});

test.each(["", "--give-up --resubmit", "--attach x --give-up"])(
  "generations resolve with '%s' is bad usage, and asks nobody",
  async (words) => {
    const { exit } = await run("generations", "resolve", "gen_1", ...words.split(" ").filter((word) => word !== ""));
    expect(exit).toBe(2);
    expect(heard).toEqual([]);
  },
);

test("generations download writes the variant under a name of its type", async () => {
  const { stdout } = await run("generations", "download", "gen_1", "--variant", "thumbnail");
  expect(stdout).toBe(`${join(folder, "gen_1-thumbnail.webp")}\n`);
  expect(await readFile(join(folder, "gen_1-thumbnail.webp"), "utf8")).toBe("BYTES");
});

test("plan shows camera, effects and what is not done", async () => {
  const { stdout } = await run("plan", "--prompt", "x");
  expect(stdout).toBe(
    "4 s at 30 frames a second, looping\ncamera: dolly_in, amount 1\nwhat moves:\n" +
      "  clouds in sky: speed 0.5, amount 1, left\n  sway in a mask: speed 1, amount 1\n" +
      'not done: "a dog jumps" (needs-generative-model). It stays still. Set up here and able to: wan2.2-i2v-plus (--model).\n',
  );
});

test("plan --prompt-file answers one object a line, blank prompts included", async () => {
  await writeFile(join(folder, "prompts.txt"), '"clouds"\n\n"two\\nlines"\n');
  const { stdout } = await run("plan", "--prompt-file", "prompts.txt", "--seed", "0");
  expect(
    stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([PLANNED, PLANNED, PLANNED]);
  expect(heard.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
    { prompt: "clouds", seed: 0 },
    { prompt: "", seed: 0 },
    { prompt: "two\nlines", seed: 0 },
  ]);
});

test("plan of a picture sends the picture along", async () => {
  expect((await run("plan", "lake.jpg", "--json")).exit).toBe(0);
  expect(heard.at(-1)?.body).toContain('name="image"; filename="lake.jpg"');
});

test("inspect says what was seen and what would fit", async () => {
  const { stdout } = await run("inspect", "lake.jpg");
  expect(stdout).toBe(
    "jpeg, 1600 x 1200\nfair: low contrast. Choose a clearer picture.\ngood: size.\n" +
      'sky: 42 % of the picture, 91 % sure\ntry: --prompt "the clouds drift"\n',
  );
});

test("models says which are ready", async () => {
  const { stdout } = await run("models");
  expect(stdout).toBe(
    "MODEL            PROVIDER  READY  SIZES      SECONDS\n" +
      "kinora-motion-1  local     yes    480p 720p  1 to 15\n" +
      "far              local     no     480p 720p  5 10\n",
  );
});

test("providers list says who is set up", async () => {
  const { stdout, stderr } = await run("providers", "list");
  expect(stdout).toBe(
    "PROVIDER  READY  KEY          BILLED      AT ONCE  MODELS\n" +
      "local     yes                 free        1        1\n" +
      "acme      no     environment  on success  5        0\n",
  );
  expect(stderr).toBe("What is stored of acme is damaged: set the key again.\n");
});

test("usage says what was billed, and what is held", async () => {
  expect((await run("usage")).stdout).toBe(
    "DAY         PROVIDER  MODEL  BILLED  USD   PRICE UNKNOWN\n" +
      "2026-11-23  acme      one    3       0.60  1\n" +
      "0.20 USD are held for work that is out.\n",
  );
});

test("providers test says what is wrong, and ends with 3", async () => {
  expect(await run("providers", "test", "acme")).toMatchObject({
    exit: 3,
    stdout: "acme fails: Acme is not set up here.\n",
  });
  const untested = { exit: 0, stdout: "local was not tested: Embedded engine runs on this machine.\n" };
  expect(await run("providers", "test", "local")).toMatchObject(untested);
});
