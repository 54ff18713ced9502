import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type FakeUpstream, openFakeUpstream } from "../fake-upstream/index.ts";
import { type AogReply, type Call, callsTo, type Json } from "./aog-call.ts";
import { MOUNTAIN, openWorkbench, type Workbench } from "./kinora-process.ts";
import { serveHere, type ServerHere } from "./serve-here.ts";

/** AOG's clients as its documents and sources describe them: each call with what that client reads of the answer. */
let fake: FakeUpstream;
let bench: Workbench;
let server: ServerHere;
let pictures: Server;
let call: Call;

const SEED = "remote_aliyun_image-to-video";
const WAN = "wan2.2-i2v-plus";

beforeAll(async () => {
  fake = await openFakeUpstream({ queueMs: 0, runMs: 50 });
  bench = await openWorkbench();
  const picture = await readFile(MOUNTAIN);
  pictures = createServer((_request, response) => response.setHeader("content-type", "image/jpeg").end(picture));
  await once(pictures.listen(0, "127.0.0.1"), "listening");
  server = await serveHere(bench, {
    DASHSCOPE_BASE_URL: fake.urlOf("dashscope"),
    KINORA_POLL_EVERY_MS: "50",
    KINORA_ALLOW_PRIVATE_HOSTS: `${fake.filesHost},${picturesHost()}`,
    KINORA_ALLOWED_PATHS: dirname(MOUNTAIN),
  });
  call = callsTo(server.url);
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await bench[Symbol.asyncDispose]();
  await fake.close();
  pictures.close();
});

const picturesHost = (): string => `127.0.0.1:${(pictures.address() as AddressInfo).port}`;
const aog: Call = (method, path, body) => call(method, `/aog/v0.2${path}`, body);
const keyText = (): string => JSON.stringify({ api_key: fake.key });
const setUp = (): Promise<AogReply> => aog("PUT", "/service_provider", { provider_name: SEED, auth_key: keyText() });
const animate = (fields: Json = {}): Promise<AogReply> =>
  aog("POST", "/services/image-to-video", { image_type: "path", image: MOUNTAIN, model: WAN, ...fields });
const rows = ({ body }: AogReply, ...path: string[]): Json[] => {
  const list = path.reduce<unknown>((value, name) => (value as Json)[name], body["data"]);
  return list as Json[];
};

/** Nothing set up, and AOG's usual policy. */
beforeEach(async () => {
  for (const { provider_name: name } of rows(await aog("GET", "/service_provider"))) {
    await aog("DELETE", "/service_provider", { provider_name: name });
  }
  await call("DELETE", "/api/v1/providers/dashscope?force=true");
  await aog("PUT", "/service", { service_name: "image-to-video" });
});

describe("the notebook", () => {
  const images: [string, () => Promise<string>][] = [
    ["path", () => Promise.resolve(MOUNTAIN)],
    ["base64", async () => (await readFile(MOUNTAIN)).toString("base64")],
    ["base64", async () => `data:image/jpeg;base64,${(await readFile(MOUNTAIN)).toString("base64")}`],
    ["url", () => Promise.resolve(`http://${picturesHost()}/mountain.jpg`)],
  ];

  test.each(images)("asks whether AOG is there, sends a picture as %s and downloads the film", async (type, image) => {
    await setUp();
    const health = (await (await fetch(`${server.url}/aog/v0.2/health`)).json()) as Json;
    expect(health["data"]).toEqual({ status: "UP" });
    const answer = await fetch(`${server.url}/aog/v0.2/services/image-to-video`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: WAN, prompt: "clouds drift", image: await image(), image_type: type }),
    });
    const made = (await answer.json()) as { id: string; data: string };
    expect([answer.status, made.id.length > 0, new URL(made.data).protocol]).toEqual([200, true, "http:"]);
    expect(answer.headers.get("x-kinora-model")).toBe(WAN);
    const film = await fetch(made.data);
    const bytes = Buffer.from(await film.arrayBuffer());
    expect([film.status, film.headers.get("content-type"), bytes.subarray(4, 8).toString()]).toEqual([
      200,
      "video/mp4",
      "ftyp",
    ]);
    expect(film.headers.get("content-length")).toBe(String(bytes.length));
    const part = await fetch(made.data, { headers: { range: "bytes=4-7" } });
    expect([part.status, await part.text()]).toEqual([206, "ftyp"]);
  });

  test("what a Go client did not choose, an empty text, is as if it were absent", async () => {
    await setUp();
    const { status, body } = await animate({ model: "", hybrid_policy: "", remote_service_provider: "", prompt: "" });
    expect([status, body["model"], body["warnings"]]).toEqual([200, WAN, []]);
  });
});

describe("the Node library: its calls, with the shapes that it validates", () => {
  const isText = (value: unknown): boolean => typeof value === "string";
  const isCoded = ({ body }: AogReply): boolean => Number.isInteger(body["business_code"]) && isText(body["message"]);
  const haveTexts = (list: readonly Json[], ...names: string[]): boolean =>
    list.every((row) => names.every((name) => isText(row[name])));
  const haveNoTimes = (answer: AogReply): boolean => !JSON.stringify(answer.body).includes("ed_at");

  const reads: [string, string, (answer: AogReply) => boolean][] = [
    [
      "getServices",
      "GET /service",
      (answer) =>
        haveNoTimes(answer) &&
        haveTexts(rows(answer), "service_name", "hybrid_policy", "remote_provider", "local_provider") &&
        rows(answer).every(({ status }) => Number.isInteger(status)),
    ],
    [
      "getModels",
      "GET /model",
      (answer) => haveNoTimes(answer) && haveTexts(rows(answer), "model_name", "provider_name", "status"),
    ],
    [
      "getServiceProviders",
      "GET /service_provider",
      (answer) =>
        haveNoTimes(answer) &&
        haveTexts(rows(answer), "provider_name", "service_name", "service_source", "desc", "flavor", "properties") &&
        rows(answer).every(
          ({ auth_type: type, models }) =>
            ["apikey", "none", "credentials"].includes(String(type)) && Array.isArray(models),
        ),
    ],
    ["getModelsRecommended", "GET /model/recommend", (answer) => Array.isArray(rows(answer, "chat"))],
    [
      "getModelsSupported",
      "GET /model/support?service_source=remote&flavor=aliyun",
      (answer) =>
        haveNoTimes(answer) &&
        haveTexts(rows(answer, "data"), "id", "name", "flavor", "service_provider_name", "ollama_id", "is_default") &&
        rows(answer, "data").every(({ can_select: can, class: words }) => can === true && Array.isArray(words)),
    ],
    [
      "exportConfig",
      "POST /service/export",
      ({ body }) => ["services", "service_providers"].every((name) => typeof body[name] === "object"),
    ],
  ];

  test.each(reads)("%s: %s", async (_name, call, isRight) => {
    await setUp();
    const [method = "", path = ""] = call.split(" ");
    const answer = await aog(method, path, method === "POST" ? {} : undefined);
    expect([answer.status, isCoded(answer), isRight(answer)]).toEqual([200, true, true]);
    expect(JSON.stringify(answer.body)).not.toContain(fake.key);
  });

  test("isAOGAvailable, which asks two addresses", async () => {
    expect((await call("GET", "/health")).status).toBe(200);
    expect((await call("GET", "/engine/health")).status).toBe(200);
  });

  const of = { service_name: "image-to-video", service_source: "remote" };
  const own = { ...of, provider_name: "of_node", flavor_name: "aliyun", auth_type: "apikey" };
  const writes: [string, string, () => Json][] = [
    ["installService", "POST /service", () => ({ ...of, flavor_name: "aliyun", auth_key: keyText() })],
    ["updateService", "PUT /service", () => ({ service_name: "image-to-video", hybrid_policy: "default" })],
    ["installServiceProvider", "POST /service_provider", () => ({ ...own, auth_key: keyText(), extra_headers: {} })],
    ["updateServiceProvider", "PUT /service_provider", () => ({ ...of, provider_name: SEED, auth_key: keyText() })],
    ["installModel", "POST /model", () => ({ ...of, provider_name: SEED, model_name: WAN })],
    ["updateModel", "PUT /model", () => ({ ...of, provider_name: SEED, model_name: WAN })],
  ];

  test.each(writes)("%s: %s", async (_name, call, body) => {
    const [method = "", path = ""] = call.split(" ");
    const answer = await aog(method, path, body());
    expect([answer.status, isCoded(answer)]).toEqual([200, true]);
  });

  test("deleteServiceProvider posts a lone name, as a bad create would be: 400 with the way to do it", async () => {
    await aog("POST", "/service_provider", { ...own, auth_key: keyText() });
    expect(await aog("POST", "/service_provider", { provider_name: "of_node" })).toMatchObject({
      status: 400,
      body: { business_code: 20001, message: expect.stringContaining("DELETE") as unknown },
    });
    expect((await animate()).body).toMatchObject({ provider: "dashscope" });
  });
});

describe("files: each sets DashScope up, and a film comes from there", () => {
  const provider = (): Json => ({ ...IMAGE_TO_VIDEO, auth_key: keyText(), models: [WAN], method: "POST", desc: "" });
  const IMAGE_TO_VIDEO = {
    service_name: "image-to-video",
    service_source: "remote",
    api_flavor: "aliyun",
    auth_type: "apikey",
  };
  const service = (remote: string): Json => ({
    "image-to-video": { service_providers: { local: "", remote }, hybrid_policy: "always_remote" },
  });
  const files: [string, () => Json][] = [
    ["v0.7", () => ({ version: "v0.7", services: service(SEED), service_providers: { [SEED]: provider() } })],
    [
      "v0.7 as AOG itself exported it, with empty names",
      () => ({ version: "v0.7", services: service(""), service_providers: { [SEED]: provider() } }),
    ],
    [
      "v0.6, with underscores",
      () => ({
        version: "v0.6",
        services: service("remote_aliyun_image_to_video"),
        service_providers: { remote_aliyun_image_to_video: provider() },
      }),
    ],
    [
      "0.2, which knew services only",
      () => ({
        version: "0.2",
        service: { "image-to-video": { models: [WAN], service_providers: { remote: provider() } } },
      }),
    ],
    [
      "of the Node library",
      () => ({
        "image-to-video": { hybrid_policy: "default", services: { remote: provider() } },
      }),
    ],
  ];

  test.each(files)("%s", async (_version, file) => {
    for (const path of ["/service/import", "/config/import"]) {
      await call("DELETE", "/api/v1/providers/dashscope?force=true");
      const { status, body } = await aog("POST", path, file());
      // By the name that the file has.
      const name = Object.keys((file()["service_providers"] as Json | undefined) ?? { [SEED]: 0 })[0];
      expect([status, body["data"]]).toEqual([200, { imported: ["image-to-video", name], skipped: [] }]);
    }
    expect((await animate()).body).toMatchObject({ provider: "dashscope", warnings: [] });
  });

  test("an export of one provider and one model holds these; another service is 10011, another name 20009", async () => {
    await setUp();
    const { body } = await aog("POST", "/service/export", { provider_name: SEED, model_name: WAN });
    expect(body["service_providers"]).toEqual({
      [SEED]: { ...IMAGE_TO_VIDEO, desc: expect.any(String) as unknown, method: "POST", auth_key: "", models: [WAN] },
    });
    expect((await aog("POST", "/service/export", { service_name: "chat" })).body["business_code"]).toBe(10_011);
    expect((await aog("GET", "/config/export?provider_name=none")).body["business_code"]).toBe(20_009);
  });

  test("a policy that is none changes nothing at all", async () => {
    const file = { services: { "image-to-video": { hybrid_policy: "mostly" } }, service_providers: { x: provider() } };
    expect(await aog("POST", "/service/import", file)).toMatchObject({ status: 400, body: { business_code: 10_016 } });
    expect(rows(await aog("GET", "/service_provider", { provider_name: "x" }))).toEqual([]);
  });
});

describe("MCP asks with a query, the command line with a JSON body, and both are heard", () => {
  const asked: [string, Json, string[]][] = [
    ["/service", { service_name: "image-to-video" }, ["service_name"]],
    ["/service_provider", { service_source: "remote", api_flavor: "aliyun" }, ["service_source", "flavor"]],
    ["/model", { provider_name: SEED, model_name: WAN }, ["provider_name", "model_name"]],
  ];

  test.each(asked)("GET %s", async (path, filter, names) => {
    await setUp();
    const query = await aog("GET", `${path}?${new URLSearchParams(filter as Record<string, string>).toString()}`);
    expect(rows(query).length).toBeGreaterThan(0);
    const values = Object.values(filter);
    expect(rows(query).map((row) => names.map((name) => row[name]))).toEqual(rows(query).map(() => values));
    expect((await aog("GET", path, filter)).body).toEqual(query.body);
    const chunked = callsTo(server.url, { chunked: true });
    expect((await chunked("GET", `/aog/v0.2${path}`, filter)).body).toEqual(query.body);
  });

  test("a provider is deleted by a body or a query", async () => {
    const own = { service_name: "image-to-video", service_source: "remote", api_flavor: "aliyun" };
    for (const [path, body] of [["", { provider_name: "mine" }] as const, ["?provider_name=mine"] as const]) {
      await aog("POST", "/service_provider", { ...own, provider_name: "mine", auth_key: keyText() });
      expect(await aog("DELETE", `/service_provider${path}`, body)).toMatchObject({ status: 200 });
      expect(await aog("DELETE", `/service_provider${path}`, body)).toMatchObject({
        status: 404,
        body: { business_code: 20_009 },
      });
    }
  });
});

describe("what is not served, or cannot be read, is JSON with AOG's number", () => {
  const services = ["chat", "generate", "embed", "rerank", "text-to-speech", "text-to-image", "speech-to-text"];
  const absent = [
    ...services.map((name) => ["POST", `/services/${name}`] as const),
    ...["models", "health", "speech-to-text-ws"].map((name) => ["GET", `/services/${name}`] as const),
    ...["chat/completions", "embeddings", "text-to-image"].map((n) => ["POST", `/api_flavors/aliyun/v1/${n}`] as const),
    ["GET", "/api_flavors/aliyun/v1/models"] as const,
    ["POST", "/api_flavors/ollama/api/chat"] as const,
  ];

  test.each(absent)("%s %s is 404/10011", async (method, path) => {
    const { status, type, body } = await aog(method, path, method === "POST" ? {} : undefined);
    expect([status, type.includes("json"), body["business_code"]]).toEqual([404, true, 10_011]);
  });

  test.each([
    ["POST", "/_internal/shutdown"],
    ["GET", "/update/status"],
    ["GET", "/aog/v0.2/plugin/list"],
    ["POST", "/aog/v0.2/rag/retrieval"],
    ["PATCH", "/aog/v0.2/service"],
    ["OPTIONS", "/aog/v0.2/services/image-to-video"],
  ])("%s %s has the two keys, and is no page", async (method, path) => {
    const { status, body } = await call(method, path);
    expect([[404, 405].includes(status), typeof body["business_code"], typeof body["message"]]).toEqual([
      true,
      "number",
      "string",
    ]);
  });

  test.each([
    ["/service", "PUT", 10_001],
    ["/config/import", "POST", 10_001],
    ["/service_provider", "GET", 20_001],
    ["/service_provider", "DELETE", 20_001],
    ["/model", "POST", 30_001],
    ["/control_panel/set_default", "POST", 30_001],
  ])("half of a JSON to %s (%s) is 400/%i, the number of its group", async (path, method, code) => {
    expect(await aog(method, path, '{"a": ')).toMatchObject({ status: 400, body: { business_code: code } });
  });
});

describe("a set-up says what it did not do", () => {
  const of = { service_name: "image-to-video", service_source: "remote", api_flavor: "aliyun", auth_type: "apikey" };
  const refused: [string, Json, number][] = [
    ["a key is promised and none is there", {}, 20_006],
    ["a key is in words of another vendor", { auth_key: '{"secret_id": "a", "secret_key": "b"}' }, 20_001],
    ["the kind of key is implemented by nobody", { auth_type: "sign", auth_key: "k" }, 10_018],
    ["the name is every object's own", { provider_name: "__proto__", auth_key: "k" }, 20_001],
    ["the flavor is nobody's", { api_flavor: "constructor", auth_key: "k" }, 10_017],
  ];

  test.each(refused)("%s: nothing is stored", async (_why, fields, code) => {
    const answer = await aog("POST", "/service_provider", { provider_name: "mine", ...of, ...fields });
    expect([answer.status, answer.body["business_code"]]).toEqual([400, code]);
    expect((await call("GET", "/api/v1/providers/dashscope")).body).toMatchObject({ key: null });
  });

  test("a name that every object has is no provider's", async () => {
    for (const name of ["constructor", "toString", "__proto__"]) {
      expect(await aog("DELETE", "/service_provider", { provider_name: name })).toMatchObject({ status: 404 });
      expect(await aog("PUT", "/service_provider", { provider_name: name })).toMatchObject({ status: 404 });
    }
  });

  test("fields without effect are named, and so is a key that takes another's place", async () => {
    await setUp();
    const answer = await aog("POST", "/service_provider", {
      provider_name: "mine",
      ...of,
      auth_key: keyText(),
      extra_headers: '{"x-a": "b"}',
      extra_json_body: "{}",
    });
    expect(answer.body["warnings"]).toMatchObject([
      { option: "extra_headers", code: "no_effect" },
      { option: "auth_key", code: "replaced" },
    ]);
    expect((await aog("POST", "/service/install", { ...of, api_flavor: "kinora", auth_key: "k" })).body).toMatchObject({
      warnings: [{ option: "auth_key", code: "no_effect" }],
    });
  });
});

test("localhost is heard on both of its addresses", async () => {
  const { port } = new URL(server.url);
  for (const host of ["127.0.0.1", "[::1]", "localhost"]) {
    expect((await fetch(`http://${host}:${port}/health`)).status).toBe(200);
  }
});
