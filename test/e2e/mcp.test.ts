import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { dirname } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type FakeUpstream, openFakeUpstream } from "../fake-upstream/index.ts";
import { MOUNTAIN, openWorkbench, startServer, type Workbench } from "./kinora-process.ts";
import { serveHere, type ServerHere } from "./serve-here.ts";

const LAUNCHER = fileURLToPath(new URL("../../packages/cli/bin/kinora.js", import.meta.url));

let fake: FakeUpstream;
let bench: Workbench;
let url = "";
let server: ServerHere;
beforeAll(async () => {
  // The vendor's clock runs thirty times as fast: three minutes there are six seconds here.
  fake = await openFakeUpstream({ queueMs: 0, runMs: 180_000, speed: 30 });
  bench = await openWorkbench();
  server = await serveHere(bench, {
    FAL_KEY: fake.key,
    FAL_BASE_URL: fake.urlOf("fal"),
    KINORA_POLL_EVERY_MS: "50",
    KINORA_ALLOW_PRIVATE_HOSTS: fake.filesHost,
    KINORA_ALLOWED_PATHS: dirname(MOUNTAIN),
  });
  ({ url } = server);
});
// A clip of one second takes a minute on a machine that is busy with other tests.
vi.setConfig({ testTimeout: 240_000 });
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await bench[Symbol.asyncDispose]();
  await fake.close();
});

const overHttp = (): StreamableHTTPClientTransport => new StreamableHTTPClientTransport(new URL(`${url}/mcp`));
const overStdio = (): StdioClientTransport =>
  new StdioClientTransport({
    command: process.execPath,
    args: [LAUNCHER, "mcp", "--server", url],
    env: { PATH: process.env["PATH"] ?? "", KINORA_DATA_DIR: bench.dataDir },
  });

interface Result {
  readonly isError: boolean;
  readonly facts: Record<string, unknown>;
  readonly content: { type: string; uri?: string; mimeType?: string }[];
}

const call = async (client: Client, name: string, args: Record<string, unknown> = {}): Promise<Result> => {
  const answer = await client.callTool({ name, arguments: args });
  const content = answer.content as { type: string; text?: string; uri?: string; mimeType?: string }[];
  const facts = JSON.parse(content.find(({ type }) => type === "text")?.text ?? "{}") as Record<string, unknown>;
  return { isError: answer.isError === true, facts, content };
};

/** Asks again and again, as an agent does, until the generation has succeeded; gives its id. */
const followed = async (client: Client, started: Result): Promise<string> => {
  const id = String(started.facts["id"]);
  let { facts } = started;
  for (let calls = 0; calls < 40 && facts["status"] !== "succeeded"; calls += 1) {
    ({ facts } = await call(client, "get_generation", { id, wait_seconds: 5 }));
  }
  expect(facts).toMatchObject({ id, status: "succeeded" });
  return id;
};

describe.each([
  ["streamable HTTP", overHttp],
  ["standard input and output", overStdio],
])("the protocol's own client over %s", (_name, transport) => {
  let client: Client;
  beforeAll(async () => {
    client = new Client({ name: "test", version: "1" });
    // The package's classes are stricter than its own type of a transport.
    await client.connect(transport());
  });
  afterAll(() => client.close());

  test("lists every tool with a schema of its arguments", async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      "animate_image",
      "get_generation",
      "list_generations",
      "cancel_generation",
      "list_models",
      "quote",
      "plan_motion",
      "get_video",
    ]);
    expect(tools[0]?.inputSchema).toMatchObject({ type: "object", required: ["image"] });
  });

  test("a picture becomes a video whose file is linked", async () => {
    const made = await call(client, "animate_image", {
      image: MOUNTAIN,
      prompt: "the clouds drift",
      model: "kinora-motion-1",
      duration_seconds: 1,
      resolution: "480p",
      wait_seconds: 15,
    });
    const id = await followed(client, made);
    const video = await call(client, "get_video", { id });
    const link = video.content.find(({ type }) => type === "resource_link");
    expect(link?.mimeType).toBe("video/mp4");
    const file = await fetch(link?.uri ?? "");
    expect([file.status, file.headers.get("content-type")]).toEqual([200, "video/mp4"]);
    const { facts } = await call(client, "list_generations", { q: "the clouds drift", limit: 1 });
    expect(facts["data"]).toMatchObject([{ id }]);
  });

  test("work of three minutes is followed to its end in short calls, with progress, and sent once", async () => {
    const before = fake.report.submits.length;
    const heard: number[] = [];
    const started = await client.callTool(
      {
        name: "animate_image",
        arguments: { image: MOUNTAIN, prompt: "slow", model: "fal/wan/v2.6/image-to-video", wait_seconds: 2 },
      },
      undefined,
      { onprogress: ({ progress }) => heard.push(progress) },
    );
    const { id, status } = started.structuredContent as { id: string; status: string };
    expect(status).not.toBe("succeeded");
    let latest = status;
    for (let calls = 0; calls < 12 && latest !== "succeeded"; calls += 1) {
      latest = String((await call(client, "get_generation", { id, wait_seconds: 2 })).facts["status"]);
    }
    expect([latest, heard.length > 0, fake.report.submits.length]).toEqual(["succeeded", true, before + 1]);
  });

  test("models, prices and plans are told without doing anything", async () => {
    const models = await call(client, "list_models");
    expect(models.facts["models"]).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: "kinora-motion-1" })]),
    );
    const quotes = (await call(client, "quote", { image: MOUNTAIN })).facts["quotes"] as {
      model: string;
      cost_usd: number;
    }[];
    expect(quotes.find(({ model }) => model === "kinora-motion-1")?.cost_usd).toBe(0);
    const wish = { prompt: "make the cat run", image: MOUNTAIN };
    let plan = await call(client, "plan_motion", wish);
    // A machine that is busy with other tests says so before 20 s.
    while (plan.facts["code"] === "overloaded") plan = await call(client, "plan_motion", wish);
    expect(plan.facts).toMatchObject({ report: { unmet: [{ reason: "needs-generative-model" }] } });
  });

  test("a cancel says what it means for money", async () => {
    const started = await call(client, "animate_image", {
      image: MOUNTAIN,
      model: "kinora-motion-1",
      duration_seconds: 15,
      resolution: "1080p",
      wait_seconds: 0,
    });
    const { facts } = await call(client, "cancel_generation", { id: started.facts["id"] });
    expect(facts).toMatchObject({ stops: true, billing: "not_billed" });
  });

  test.each([
    ["animate_image", {}, "bad_option"],
    ["animate_image", { image: "photo.jpg" }, "bad_option"],
    ["animate_image", { image: "file:///%ZZ" }, "bad_option"],
    ["animate_image", { image: "/etc/passwd" }, "image_path_forbidden"],
    ["animate_image", { image: "http://127.0.0.1:1/a.jpg" }, "image_url_forbidden"],
    ["animate_image", { image: MOUNTAIN, model: "none" }, "model_not_found"],
    ["animate_image", { image: MOUNTAIN, wait_seconds: 60 }, "bad_option"],
    ["get_generation", { id: "gen_none" }, "generation_not_found"],
    ["get_video", { id: "../../etc" }, "generation_not_found"],
  ])("%s with %j is refused by the code %s, as a result that a model can read", async (name, args, code) => {
    const { isError, facts } = await call(client, name, args);
    expect([isError, facts["code"]]).toEqual([true, code]);
  });

  test("a tool that is not there is an error of the protocol", async () => {
    await expect(client.callTool({ name: "rm", arguments: {} })).rejects.toThrow("There is no tool rm");
  });
});

test("a picture that trickles in ends the call before 20 s, with what to do, and nothing was accepted", async () => {
  const trickling = createServer((_request, response) => response.write("\xff\xd8\xff")).listen(0, "127.0.0.1");
  await once(trickling, "listening");
  const host = `127.0.0.1:${(trickling.address() as AddressInfo).port}`;
  await using other = await openWorkbench({ KINORA_ALLOW_PRIVATE_HOSTS: host });
  const { url: otherUrl } = await startServer(other);
  const client = new Client({ name: "test", version: "1" });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${otherUrl}/mcp`)));
  const { isError, facts } = await call(client, "animate_image", {
    image: `http://${host}/slow.jpg`,
    wait_seconds: 15,
  });
  expect([isError, facts["code"]]).toEqual([true, "overloaded"]);
  expect(facts["message"]).toContain("longer than 18 s");
  expect((await call(client, "list_generations")).facts["data"]).toEqual([]);
  await client.close();
  trickling.closeAllConnections();
  trickling.close();
});

test("kinora mcp on a folder that nobody serves works alone, with all tools", async () => {
  await using alone = await openWorkbench({ KINORA_ALLOWED_PATHS: dirname(MOUNTAIN) });
  const client = new Client({ name: "test", version: "1" });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [LAUNCHER, "mcp"],
      env: { PATH: process.env["PATH"] ?? "", KINORA_DATA_DIR: alone.dataDir, KINORA_ALLOWED_PATHS: dirname(MOUNTAIN) },
    }),
  );
  const clip = { image: MOUNTAIN, duration_seconds: 1, resolution: "480p" };
  const id = await followed(client, await call(client, "animate_image", { ...clip, wait_seconds: 0 }));
  const { content } = await call(client, "get_video", { id });
  const link = content.find(({ type }) => type === "resource_link");
  expect((await fetch(link?.uri ?? "")).headers.get("content-type")).toBe("video/mp4");
  await client.close();
  // The client's library ends the process when it waits for too long: what is on the disk is what counts.
  const shown = alone.start("generations", "show", id, "--json");
  expect([await shown.end, JSON.parse(shown.said.stdout)]).toMatchObject([0, { id, status: "succeeded" }]);
});
