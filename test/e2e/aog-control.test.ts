import { writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type FakeUpstream, openFakeUpstream } from "../fake-upstream/index.ts";
import { type AogReply, type Call, callsTo, type Json } from "./aog-call.ts";
import { MOUNTAIN, openWorkbench, type Workbench } from "./kinora-process.ts";
import { serveHere, type ServerHere } from "./serve-here.ts";

/** What AOG's own clients send to set things up, and what they need to see. */
let fake: FakeUpstream;
let bench: Workbench;
let url = "";
let server: ServerHere;

const SEED = "remote_aliyun_image-to-video";

beforeAll(async () => {
  fake = await openFakeUpstream({ queueMs: 0, runMs: 100 });
  bench = await openWorkbench();
  server = await serveHere(bench, {
    DASHSCOPE_BASE_URL: fake.urlOf("dashscope"),
    KINORA_POLL_EVERY_MS: "50",
    KINORA_ALLOW_PRIVATE_HOSTS: fake.filesHost,
    KINORA_ALLOWED_PATHS: dirname(MOUNTAIN),
  });
  ({ url } = server);
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await bench[Symbol.asyncDispose]();
  await fake.close();
});

/** vitest gives these as `any`. */
const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);
const anyText: unknown = expect.any(String);
const containing = (text: string): unknown => expect.stringContaining(text);

const call: Call = (method, path, body) => callsTo(url)(method, path, body);
const aog = (method: string, path: string, body?: unknown): Promise<AogReply> => call(method, `/aog/v0.2${path}`, body);
const keyText = (): string => JSON.stringify({ api_key: fake.key });

const animate = (fields: Json = {}): Promise<AogReply> =>
  aog("POST", "/services/image-to-video", { image_type: "path", image: MOUNTAIN, prompt: "clouds", ...fields });

const names = (answer: AogReply): unknown[] => (answer.body["data"] as Json[]).map((row) => row["provider_name"]);

/** Nothing set up, and AOG's usual policy. */
beforeEach(async () => {
  await call("DELETE", "/api/v1/providers/dashscope?force=true");
  await aog("PUT", "/service", { service_name: "image-to-video", hybrid_policy: "default" });
});

describe("each of AOG's five ways to set a provider up really sets it up", () => {
  const ways: [string, () => Promise<AogReply>][] = [
    [
      "the page's PUT /service_provider",
      () =>
        aog("PUT", "/service_provider", {
          provider_name: SEED,
          service_name: "image-to-video",
          service_source: "remote",
          api_flavor: "aliyun",
          auth_type: "apikey",
          auth_key: keyText(),
          models: ["wan2.2-i2v-plus"],
        }),
    ],
    [
      "POST /service/install with a key",
      () =>
        aog("POST", "/service/install", {
          service_name: "image-to-video",
          service_source: "remote",
          api_flavor: "aliyun",
          auth_type: "apikey",
          auth_key: keyText(),
          skip_model: true,
        }),
    ],
    [
      "POST /service_provider with models",
      () =>
        aog("POST", "/service_provider", {
          provider_name: "my_wan",
          service_name: "image-to-video",
          service_source: "remote",
          api_flavor: "aliyun",
          auth_type: "apikey",
          auth_key: keyText(),
          models: ["wan2.2-i2v-plus"],
          extra_headers: { "x-a": "b" },
        }),
    ],
    [
      "an .aog file",
      () =>
        aog("POST", "/service/import", {
          version: "v0.6",
          services: {
            "image-to-video": {
              service_providers: { local: "", remote: "remote_aliyun_image_to_video" },
              hybrid_policy: "default",
            },
          },
          service_providers: {
            remote_aliyun_image_to_video: {
              service_name: "image-to-video",
              service_source: "remote",
              api_flavor: "aliyun",
              auth_type: "apikey",
              auth_key: keyText(),
              models: ["wan2.2-i2v-plus"],
            },
          },
        }),
    ],
    [
      "the command line's install with a flavor",
      () =>
        aog("POST", "/service", {
          service_name: "image-to-video",
          service_source: "remote",
          flavor_name: "aliyun",
          auth_key: fake.key,
          auth_type: "apikey",
        }),
    ],
  ];

  test.each(ways)("%s", async (_way, setUp) => {
    const before = fake.report.submits.length;
    const set = await setUp();
    expect([set.status, JSON.stringify(set.body)]).toEqual([200, expect.not.stringContaining(fake.key)]);
    const made = await animate({ model: "wan2.2-i2v-plus" });
    expect(made.body).toMatchObject({ id: matching(/^gen_/u), provider: "dashscope", warnings: [] });
    expect(made.body["data"]).toMatch(/\.mp4$/u);
    expect(fake.report.submits).toHaveLength(before + 1);
    await aog("DELETE", "/service_provider", { provider_name: "my_wan" });
  });
});

test("the service's policy counts, and that of a body beats it", async () => {
  await aog("PUT", "/service_provider", { provider_name: SEED, auth_key: keyText() });
  expect(await aog("PUT", "/service", { service_name: "image-to-video", hybrid_policy: "always_local" })).toMatchObject(
    {
      status: 200,
      body: { business_code: 10000, message: "service interface call success" },
    },
  );
  expect((await animate({ duration: 1, resolution: "480p" })).body).toMatchObject({ provider: "local" });
  expect((await animate({ hybrid_policy: "always_remote" })).body).toMatchObject({ provider: "dashscope" });
  expect((await aog("GET", "/service")).body["data"]).toMatchObject([{ hybrid_policy: "always_local" }]);
  expect(await aog("PUT", "/service", { service_name: "image-to-video", hybrid_policy: "sometimes" })).toMatchObject({
    status: 400,
    body: { business_code: 10016 },
  });
  expect(await aog("PUT", "/service", { service_name: "chat" })).toMatchObject({
    status: 404,
    body: { business_code: 10011 },
  });
});

test("a native DashScope body makes a video, and is answered as the vendor's finished task", async () => {
  await aog("PUT", "/service_provider", { provider_name: SEED, auth_key: keyText() });
  const made = await aog("POST", "/api_flavors/aliyun/v1/image-to-video", {
    model: "wan2.2-i2v-plus",
    input: { prompt: "clouds", img_url: `file://${MOUNTAIN}` },
    parameters: { resolution: "1080P" },
  });
  expect(made).toMatchObject({
    status: 200,
    body: {
      output: { task_status: "SUCCEEDED", video_url: matching(/\.mp4$/u), orig_prompt: "clouds" },
      usage: { video_count: 1 },
    },
  });
  const lost = await aog("POST", "/api_flavors/aliyun/v1/image-to-video", { model: "wan2.2-i2v-plus", input: {} });
  expect(lost).toMatchObject({ status: 400, body: { message: containing("image request param lost") } });
});

describe("files", () => {
  const current = {
    version: "v0.7",
    services: {
      "image-to-video": { service_providers: { local: "", remote: SEED }, hybrid_policy: "always_remote" },
      chat: { service_providers: { local: "local_ollama_chat", remote: "" }, hybrid_policy: "default" },
    },
    service_providers: {
      [SEED]: { service_name: "image-to-video", service_source: "remote", api_flavor: "aliyun", auth_type: "apikey" },
      local_ollama_chat: { service_name: "chat", service_source: "local", api_flavor: "ollama", models: ["qwen"] },
    },
  };

  test("of v0.7: what is ours is taken over, what is not is named", async () => {
    const { body } = await aog("POST", "/service/import", current);
    expect(body).toMatchObject({ business_code: 10000, data: { imported: ["image-to-video", SEED] } });
    const { skipped } = body["data"] as { skipped: { name: string; reason: string }[] };
    expect(skipped.map(({ name }) => name)).toEqual(["chat", "local_ollama_chat"]);
    expect(skipped[0]?.reason).toContain("image-to-video");
    expect((await aog("GET", "/service")).body["data"]).toMatchObject([{ hybrid_policy: "always_remote" }]);
  });

  test("of 0.2, which knew one service only, and of the Node library", async () => {
    const old = await aog("POST", "/service/import", { version: "0.2", service: { chat: { models: ["qwen"] } } });
    expect(old.body["data"]).toMatchObject({ imported: [], skipped: [{ name: "chat" }] });
    const node = await aog("POST", "/config/import", {
      version: "v0.2",
      services: {
        "image-to-video": {
          hybrid_policy: "default",
          services: { remote: { api_flavor: "aliyun", auth_type: "apikey", auth_key: keyText() } },
        },
      },
    });
    expect(node.body["data"]).toMatchObject({ imported: ["image-to-video", SEED], skipped: [] });
    expect((await call("GET", "/api/v1/providers/dashscope")).body).toMatchObject({ key: "stored" });
  });

  test("our own export holds no key, and taken over again it keeps the stored one", async () => {
    await aog("PUT", "/service_provider", { provider_name: SEED, auth_key: keyText() });
    const out = await aog("POST", "/service/export", {});
    expect(out.body).toMatchObject({ business_code: 10000, version: "v0.7" });
    expect(JSON.stringify(out.body)).not.toContain(fake.key);
    expect((await aog("GET", "/config/export")).body).toEqual(out.body);
    const again = await aog("POST", "/service/import", out.body);
    expect(again.body["data"]).toMatchObject({ skipped: [] });
    expect((await animate({ model: "wan2.2-i2v-plus" })).body).toMatchObject({ provider: "dashscope" });
    expect((await aog("POST", "/service/export", {})).body).toEqual(out.body);
  });

  test.each([["[]"], ["null"], ['"a"'], ["{}"], ['{"services": [1]}'], ["{"], ['{"services": {"image-to-video": 3}}']])(
    "%s is no configuration",
    async (text) => {
      const { status, body } = await aog("POST", "/service/import", text);
      expect([status, typeof body["business_code"], typeof body["message"]]).toEqual([400, "number", "string"]);
    },
  );
});

describe("AOG's clients find the names and shapes that they read", () => {
  test("services, providers and models have no times, so that each of the three families parses them", async () => {
    for (const path of ["/service", "/service_provider", "/model"]) {
      const { status, body } = await aog("GET", path);
      expect([path, status, JSON.stringify(body)]).toEqual([path, 200, expect.not.stringContaining("_at")]);
    }
    expect((await aog("GET", "/service")).body["data"]).toMatchObject([
      {
        service_name: "image-to-video",
        status: 1,
        avatar: "",
        remote_provider: "",
        local_provider: anyText,
      },
    ]);
    const [first] = (await aog("GET", "/service_provider")).body["data"] as Json[];
    expect(Object.keys(first ?? {})).toEqual(
      expect.arrayContaining(["provider_name", "service_name", "service_source", "auth_type", "flavor", "models"]),
    );
    expect(JSON.stringify(first)).not.toContain("auth_key");
  });

  test("filters come as a query (MCP) or as a body on GET (the command line)", async () => {
    const byQuery = await aog("GET", "/service_provider?service_source=remote&api_flavor=aliyun");
    const byBody = await aog("GET", "/service_provider", { service_source: "remote", api_flavor: "aliyun" });
    expect(names(byQuery)).toEqual([SEED]);
    expect(byBody.body).toEqual(byQuery.body);
    expect((await aog("GET", "/service_provider/detail", { provider_name: SEED })).body["data"]).toMatchObject({
      flavor: "aliyun",
    });
    expect(await aog("GET", "/service_provider/detail?provider_name=none")).toMatchObject({
      status: 404,
      body: { business_code: 20009 },
    });
  });

  test("models are pulled at once, in the lines that clients read, and cannot be deleted", async () => {
    const model = {
      provider_name: SEED,
      model_name: "wan2.2-i2v-plus",
      service_name: "image-to-video",
      service_source: "remote",
    };
    expect(await aog("POST", "/model", model)).toMatchObject({ status: 200, body: { business_code: 30000 } });
    expect((await aog("POST", "/model/stream", model)).body["text"]).toMatch(/^data: \{"status":"success"/u);
    expect(await aog("DELETE", "/model", model)).toMatchObject({ status: 404, body: { business_code: 40010 } });
    expect(await aog("POST", "/model", { ...model, model_name: "nope" })).toMatchObject({
      status: 404,
      body: { business_code: 30003 },
    });
    const listed = await aog("GET", "/control_panel/modellist?service_name=image-to-video&flavor=aliyun&page_size=2");
    expect(listed.body["data"]).toMatchObject({ page: 1, page_size: 2, data: [{ auth_fields: ["api_key"] }, {}] });
    expect((await aog("GET", "/model/recommend")).body["data"]).toEqual({ chat: [] });
  });

  test("a default model is used by a body that names none, and given back by the same call", async () => {
    await aog("PUT", "/service_provider", { provider_name: SEED, auth_key: keyText() });
    const wish = { model_name: "wan2.2-i2v-flash", service_name: "image-to-video", service_source: "remote" };
    expect((await aog("POST", "/control_panel/set_default", wish)).body).toEqual({ message: "success" });
    expect((await animate({ resolution: "720p" })).body).toMatchObject({ model: "wan2.2-i2v-flash" });
    await aog("POST", "/control_panel/set_default", wish);
    expect((await animate()).body).toMatchObject({ model: "wan2.2-i2v-plus" });
  });

  test("the panel, the engines and what is not served answer JSON", async () => {
    expect((await aog("GET", "/control_panel/dashboard")).body).toMatchObject({ services: [{ status: 0 }] });
    expect((await aog("GET", "/control_panel/about")).body).toMatchObject({ productname: "Kinora" });
    expect(await call("GET", "/engine/health")).toMatchObject({ status: 200, body: { data: { kinora: "UP" } } });
    for (const service of ["chat", "generate", "text-to-image", "speech-to-text"]) {
      const { status, type, body } = await aog("POST", `/services/${service}`, {});
      expect([service, status, type.includes("json"), body["business_code"]]).toEqual([service, 404, true, 10011]);
    }
    expect(await aog("POST", "/service/install", { service_name: "chat" })).toMatchObject({
      status: 404,
      body: { business_code: 10011 },
    });
    expect(await aog("POST", "/control_panel/modelkey", {})).toMatchObject({ status: 404 });
  });

  test("a provider of the seeds is not deleted, one of a client's is", async () => {
    expect(await aog("DELETE", "/service_provider", { provider_name: SEED })).toMatchObject({
      status: 400,
      body: { business_code: 20008 },
    });
    const own = {
      provider_name: "mine",
      service_name: "image-to-video",
      service_source: "remote",
      api_flavor: "aliyun",
    };
    await aog("POST", "/service_provider", { ...own, auth_key: keyText() });
    expect(names(await aog("GET", "/service_provider"))).toContain("mine");
    expect(await aog("POST", "/service_provider", own)).toMatchObject({ status: 409, body: { business_code: 10009 } });
    expect(await aog("DELETE", "/service_provider", { provider_name: "mine" })).toMatchObject({ status: 200 });
    expect(names(await aog("GET", "/service_provider"))).not.toContain("mine");
    expect((await call("GET", "/api/v1/providers/dashscope")).body).toMatchObject({ key: null });
  });
});

describe("hostile input is a 4xx with AOG's two keys", () => {
  const bodies = [
    "[]",
    "null",
    '"x"',
    "{",
    '{"provider_name": 3}',
    `{"provider_name": "${"x".repeat(5000)}"}`,
    '{"auth_key": []}',
  ];
  const routes = [
    ["PUT", "/service_provider"],
    ["POST", "/service_provider"],
    ["DELETE", "/service_provider"],
    ["GET", "/service_provider/detail"],
    ["POST", "/service/install"],
    ["POST", "/model"],
    ["DELETE", "/model"],
    ["POST", "/control_panel/set_default"],
  ] as const;

  test.each(routes)("%s %s", async (method, path) => {
    for (const text of [...bodies, ""]) {
      const { status, type, body } = await aog(method, path, text === "" ? undefined : text);
      expect([text.slice(0, 20), status >= 400 && status < 500, type.includes("json")]).toEqual([
        text.slice(0, 20),
        true,
        true,
      ]);
      expect([typeof body["business_code"], typeof body["message"]]).toEqual(["number", "string"]);
    }
  });

  test("a key that no header can carry is refused, and what was stored stays", async () => {
    await aog("PUT", "/service_provider", { provider_name: SEED, auth_key: keyText() });
    for (const key of ["two words", "line\nbreak", "ключ", "k".repeat(5000)]) {
      const { status, body } = await aog("PUT", "/service_provider", {
        provider_name: SEED,
        auth_key: JSON.stringify({ api_key: key }),
      });
      expect([key.slice(0, 9), status, JSON.stringify(body).includes(key)]).toEqual([key.slice(0, 9), 400, false]);
    }
    expect((await call("GET", "/api/v1/providers/dashscope")).body).toMatchObject({ key: "stored" });
  });
});

describe("kinora import and export", () => {
  const end = async (kinora: ReturnType<Workbench["start"]>): Promise<[unknown, string, string]> => {
    const code = await kinora.end;
    return [code, kinora.said.stdout, kinora.said.stderr];
  };

  test("go through the server that owns the folder, and a round trip keeps the key", async () => {
    await aog("PUT", "/service_provider", { provider_name: SEED, auth_key: keyText() });
    const file = `${bench.folder}/kinora.aog`;
    expect(await end(bench.start("export", "-o", file))).toMatchObject([0, "", ""]);
    const [code, out] = await end(bench.start("import", file));
    expect([code, out.split("\n")[0]]).toEqual([0, "image-to-video"]);
    expect((await call("GET", "/api/v1/providers/dashscope")).body).toMatchObject({ key: "stored" });
  });

  test("a folder that nobody serves is worked on directly", async () => {
    await using other = await openWorkbench();
    const file = `${other.folder}/old.aog`;
    const policy = { services: { "image-to-video": { hybrid_policy: "always_local" }, chat: {} } };
    await writeFile(file, JSON.stringify({ version: "0.2", ...policy }));
    const [code, out, err] = await end(other.start("import", file));
    expect([code, out]).toEqual([0, "image-to-video\n"]);
    expect(err).toContain("chat was left out");
    expect((await end(other.start("export")))[1]).toContain('"hybrid_policy": "always_local"');
  });

  test.each([
    ["not JSON", "{"],
    ["no object", "[1]"],
    ["no configuration", "{}"],
    ["empty", ""],
    ["too long", " ".repeat(1024 * 1024 + 1)],
  ])("a file that is %s ends with 2 and a sentence", async (_what, text) => {
    const file = `${bench.folder}/bad.aog`;
    await writeFile(file, text);
    const [code, out, err] = await end(bench.start("import", file));
    expect([code, out, err.trim().split("\n").length]).toEqual([2, "", 1]);
  });

  test("a folder, and a file that is not there, end with 2", async () => {
    for (const name of [bench.folder, `${bench.folder}/none.aog`]) {
      expect((await end(bench.start("import", name)))[0]).toBe(2);
    }
  });
});
