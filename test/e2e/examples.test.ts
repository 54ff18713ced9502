import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { type AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { GenerationView } from "@kinora/contract";
import { createClient } from "@kinora/sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type KinoraProcess, MOUNTAIN, openWorkbench, startServer, type Workbench } from "./kinora-process.ts";

const EXAMPLES = fileURLToPath(new URL("../../examples/", import.meta.url));

/** A command as its user starts it, against the test's server. */
interface Run {
  readonly child: ChildProcess;
  readonly said: { out: string };
  readonly end: Promise<number | NodeJS.Signals>;
}

const freePort = async (): Promise<number> => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  await new Promise((done) => taken.close(done));
  return port;
};

let bench: Workbench;
let server: KinoraProcess & { url: string };
let hookPort: number;
beforeAll(async () => {
  hookPort = await freePort();
  bench = await openWorkbench({ KINORA_ALLOW_PRIVATE_HOSTS: `127.0.0.1:${hookPort}` });
  server = await startServer(bench);
});
afterAll(() => bench[Symbol.asyncDispose]());

const run = (command: string, args: readonly string[], variables: Readonly<Record<string, string>> = {}): Run => {
  const env = { ...process.env, KINORA_SERVER: server.url, ...variables };
  const child = spawn(command, args, { env, cwd: bench.folder, stdio: ["ignore", "pipe", "pipe"] });
  const said = { out: "" };
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (said.out += text));
  const end = once(child, "close").then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  return { child, said, end };
};

const says = async ({ child, said }: Run, words: RegExp): Promise<void> => {
  while (!words.test(said.out)) {
    if (child.exitCode !== null) throw new Error(`It ended and never said ${String(words)}: ${said.out}`);
    await new Promise((done) => setTimeout(done, 20));
  }
};

const expectFilm = async (path: string): Promise<void> => {
  expect((await readFile(path)).subarray(4, 8).toString("latin1")).toBe("ftyp");
};

test.each([
  ["curl.sh", "bash"],
  ["typescript-sdk.ts", process.execPath],
  ["openai-typescript.ts", process.execPath],
  ["ai-sdk.ts", process.execPath],
  ["openai_videos.py", "python3"],
  ["animate.py", "python3"],
])("%s makes a clip of a picture", async (name, command) => {
  const clip = join(bench.folder, `${name}.mp4`);
  const example = run(command, [join(EXAMPLES, name), MOUNTAIN, "the clouds drift slowly", clip]);
  expect(await example.end, example.said.out).toBe(0);
  await expectFilm(clip);
});

test("the notebook's cells, run one after the other, make a clip as AOG did", async () => {
  const notebook = JSON.parse(await readFile(join(EXAMPLES, "aog-image-to-video.ipynb"), "utf8")) as {
    cells: { cell_type: string; source: string[] }[];
  };
  const code = notebook.cells.filter((cell) => cell.cell_type === "code").map(({ source }) => source.join(""));
  const clip = join(bench.folder, "notebook.mp4");
  const cells = run("python3", ["-c", code.join("\n\n")], { PHOTO: MOUNTAIN, CLIP: clip });
  expect(await cells.end, cells.said.out).toBe(0);
  await expectFilm(clip);
});

test("the receiver of webhooks believes what Kinora signed, and nothing else", async () => {
  const client = createClient({ baseUrl: server.url });
  const { secret } = await client.createWebhook({ url: `http://127.0.0.1:${hookPort}/` });
  const receiver = run(process.execPath, [join(EXAMPLES, "webhook-receiver.ts"), String(hookPort)], {
    KINORA_WEBHOOK_SECRET: secret,
  });
  await says(receiver, /listening/u);
  const forged = { "webhook-id": "msg_1", "webhook-timestamp": "1", "webhook-signature": "v1,AAAA" };
  const refused = await fetch(`http://127.0.0.1:${hookPort}/`, { method: "POST", headers: forged, body: "{}" });
  expect(refused.status).toBe(401);
  const { id } = await client.animate({
    image: { base64: (await readFile(MOUNTAIN)).toString("base64") },
    duration_seconds: 1,
    resolution: "480p",
  });
  await says(receiver, new RegExp(`generation.succeeded ${id}`, "u"));
  receiver.child.kill();
  await receiver.end;
});

test("the AI SDK's operation, kept by a process that was killed, becomes the same clip in the next one, also when the server died too", async () => {
  const clip = join(bench.folder, "resumed.mp4");
  const args = [join(EXAMPLES, "ai-sdk.ts"), MOUNTAIN, "the clouds drift to the right", clip];
  const first = run(process.execPath, args);
  await says(first, /started/u);
  first.child.kill("SIGKILL");
  expect(await first.end).toBe("SIGKILL");
  const { id } = JSON.parse(await readFile(`${clip}.operation.json`, "utf8")) as { id: string };
  server.child.kill("SIGKILL");
  await server.end;
  expect(existsSync(clip)).toBe(false);
  const port = new URL(server.url).port;
  server = { ...bench.start("serve", "--port", port), url: server.url };
  await server.says(/at (http:\S+)\/ and/u);
  const second = run(process.execPath, args);
  expect(await second.end, second.said.out).toBe(0);
  expect(second.said.out).not.toContain("started");
  expect(second.said.out).toContain(id);
  await expectFilm(clip);
  const { data } = await createClient({ baseUrl: server.url }).listGenerations({ limit: 100 });
  expect(data.filter(({ prompt }: GenerationView) => prompt === "the clouds drift to the right")).toHaveLength(1);
});
