import { mkdir, readdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Gateway, openGateway } from "../testing/gateway.ts";
import { hugePng, SVG, truncatedJpeg } from "../testing/pictures.ts";

let gateway: Gateway;
beforeAll(async () => {
  gateway = await openGateway();
});
afterAll(async () => {
  expect((await fetch(`${gateway.url}/health`)).status).toBe(200);
  await gateway[Symbol.asyncDispose]();
});

interface Wrong {
  readonly name: string;
  /** The image of the native request; AOG's two fields are made from it. */
  readonly image: () => Promise<Record<string, string>>;
  readonly native: [status: number, code: string];
  readonly aog: [status: number, businessCode: number];
  readonly words: RegExp;
}

const path = (name: string, bytes: Uint8Array | string) => async () => ({ path: await gateway.picture(name, bytes) });
const base64 = (bytes: Uint8Array | string) => () => Promise.resolve({ base64: Buffer.from(bytes).toString("base64") });
const url = (address: string) => () => Promise.resolve({ url: address });

const WRONG: Wrong[] = [
  {
    name: "a path that does not exist",
    image: () => Promise.resolve({ path: join(gateway.pictures, "nothing.jpg") }),
    native: [400, "image_path_unreadable"],
    aog: [400, 40061],
    words: /cannot be read \(it does not exist\)/u,
  },
  {
    name: "a path outside the allowed folders",
    image: () => Promise.resolve({ path: "/etc/hostname" }),
    native: [403, "image_path_forbidden"],
    aog: [403, 40061],
    words: /KINORA_ALLOWED_PATHS/u,
  },
  {
    name: "a path outside the allowed folders that does not exist",
    image: () => Promise.resolve({ path: "/etc/no-such-file-of-kinora" }),
    native: [403, "image_path_forbidden"],
    aog: [403, 40061],
    words: /KINORA_ALLOWED_PATHS/u,
  },
  {
    name: "a symbolic link that leads out of the allowed folders",
    image: async () => {
      const link = join(gateway.pictures, `link-${Math.random()}.jpg`);
      await symlink("/etc/hostname", link);
      return { path: link };
    },
    native: [403, "image_path_forbidden"],
    aog: [403, 40061],
    words: /outside the folders/u,
  },
  {
    name: "a path that climbs out",
    image: () => Promise.resolve({ path: `${gateway.pictures}/../../../etc/hostname` }),
    native: [403, "image_path_forbidden"],
    aog: [403, 40061],
    words: /outside the folders/u,
  },
  {
    name: "a relative path",
    image: () => Promise.resolve({ path: "photo.jpg" }),
    native: [400, "image_path_unreadable"],
    aog: [400, 40061],
    words: /must be absolute/u,
  },
  {
    name: "a folder",
    image: async () => {
      const folder = join(gateway.pictures, "folder");
      await mkdir(folder, { recursive: true });
      return { path: folder };
    },
    native: [400, "image_path_unreadable"],
    aog: [400, 40061],
    words: /not name a plain file/u,
  },
  {
    name: "a text file named .jpg",
    image: path("words.jpg", "These are words."),
    native: [415, "image_unsupported"],
    aog: [415, 40061],
    words: /not a picture, whatever its name says/u,
  },
  {
    name: "a truncated JPEG",
    image: path("half.jpg", truncatedJpeg()),
    native: [400, "image_unreadable"],
    aog: [400, 40061],
    words: /damaged or cut short/u,
  },
  {
    name: "a truncated JPEG as base64",
    image: base64(truncatedJpeg()),
    native: [400, "image_unreadable"],
    aog: [400, 40061],
    words: /damaged or cut short/u,
  },
  {
    name: "a PNG of 30,000 x 30,000 pixels",
    image: path("huge.png", hugePng()),
    native: [413, "image_too_large"],
    aog: [413, 40061],
    words: /900\.0 megapixels/u,
  },
  {
    name: "an SVG",
    image: path("drawing.svg", SVG),
    native: [415, "image_unsupported"],
    aog: [415, 40061],
    words: /Export it as PNG/u,
  },
  {
    name: "a file of 0 bytes",
    image: path("empty.png", ""),
    native: [400, "image_unreadable"],
    aog: [400, 40061],
    words: /0 bytes/u,
  },
  {
    name: "a loopback address",
    image: url("http://127.0.0.1:22/"),
    native: [403, "image_url_forbidden"],
    aog: [403, 40061],
    words: /not on the public Internet/u,
  },
  {
    name: "a cloud's metadata address in IPv6 clothes",
    image: url("http://[::ffff:169.254.169.254]/"),
    native: [403, "image_url_forbidden"],
    aog: [403, 40061],
    words: /not on the public Internet/u,
  },
  {
    name: "another scheme",
    image: url("file:///etc/hostname"),
    native: [403, "image_url_forbidden"],
    aog: [403, 40061],
    words: /Only http and https/u,
  },
  {
    name: "text that is no base64",
    image: () => Promise.resolve({ base64: "not base64!" }),
    native: [400, "image_unreadable"],
    aog: [400, 40061],
    words: /not valid base64/u,
  },
  {
    name: "a data URI that is not base64",
    image: () => Promise.resolve({ base64: "data:image/png,abcd" }),
    native: [400, "image_unreadable"],
    aog: [400, 40061],
    words: /data URI is not base64/u,
  },
];

test.each(WRONG)(
  "native: $name is answered with its code and a sentence that helps",
  async ({ image, native, words }) => {
    const answer = await gateway.postJson("/api/v1/generations", { image: await image() });
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    const problem = (await answer.json()) as { status: number; code: string; detail: string };
    expect([answer.status, problem.code]).toEqual(native);
    expect(problem.status).toBe(native[0]);
    expect(problem.detail).toMatch(words);
  },
);

test.each(WRONG)(
  "AOG: $name is answered with its business code and the same sentence",
  async ({ image, aog, words }) => {
    const [[type, value] = []] = Object.entries(await image());
    const answer = await gateway.postJson("/aog/v0.2/services/image-to-video", { image_type: type, image: value });
    const body = (await answer.json()) as { business_code: number; message: string };
    expect([answer.status, body.business_code]).toEqual(aog);
    expect(body.message).toMatch(words);
  },
);

test.each([
  [{ image: "x" }, 400, 40061, /^image_type request param lost/u],
  [{ image_type: "path" }, 400, 40061, /^image request param lost/u],
  [{ image_type: "path", image: 7 }, 400, 40061, /^image request param lost/u],
  [{}, 400, 40061, /^image request param lost/u],
  [{ image_type: "file", image: "x" }, 400, 40061, /^unsupported image type/u],
  [{ image_type: "path", image: "/x", model: "no-such" }, 404, 30003, /^model not exist/u],
  [{ image_type: "path", image: "/x", model: 7 }, 400, 40061, /^model cannot be used/u],
  [{ image_type: "path", image: "/x", prompt: 7 }, 400, 40061, /^prompt cannot be used/u],
  [{ image_type: "path", image: "/x", duration: 99 }, 400, 40061, /^duration_seconds cannot be used/u],
  [{ image_type: "path", image: "/x", resolution: "900P" }, 400, 40061, /^resolution cannot be used/u],
  [{ image_type: "path", image: "/x", hybrid_policy: "maybe" }, 400, 40061, /^hybrid_policy must be one of/u],
  [
    { image_type: "path", image: "/x", model: "wan2.2-i2v-plus", hybrid_policy: "always_remote" },
    404,
    30003,
    /^model not exist: wan2.2-i2v-plus is a model of/u,
  ],
  [
    { image_type: "path", image: "/x", hybrid_policy: "always_remote" },
    404,
    30003,
    /^model not exist: hybrid_policy is/u,
  ],
  ['{"image":', 400, 40060, /not valid JSON/u],
  ["", 400, 40060, /empty/u],
  ["[]", 400, 40060, /one JSON object/u],
])("AOG: %j is answered %i/%i in AOG's words", async (...[body, status, code, words]) => {
  const answer = await gateway.postJson("/aog/v0.2/services/image-to-video", body);
  const error = (await answer.json()) as { business_code: number; message: string };
  expect([answer.status, error.business_code]).toEqual([status, code]);
  expect(error.message).toMatch(words);
});

test.each([
  [{}, 400, "image_missing"],
  [{ image: "/x" }, 400, "bad_option"],
  [{ image: { file: "/x" } }, 400, "bad_option"],
  [{ image: { path: "/x" }, model: "no-such" }, 404, "model_not_found"],
  [{ image: { path: "/x" }, seed: -1 }, 400, "bad_option"],
  [{ image: { path: "/x" }, motion: { camera: { amount: 2 } } }, 400, "bad_option"],
  [{ image: { path: "/x" }, motion: { effects: [{ kind: "clouds", speed: 9 }] } }, 400, "bad_option"],
  [{ image: { path: "/x" }, duration_seconds: 30 }, 400, "bad_option"],
  [{ image: { path: "/x" }, promt: "a typo" }, 400, "bad_request"],
  [{ image: { path: "/x" }, negative_prompt: "no", strict: true }, 400, "unsupported_option"],
  [{ image: { path: "/x" }, model: "wan2.2-i2v-plus", strict: true }, 404, "model_not_configured"],
  [{ image: { upload: "upl_none" } }, 404, "upload_not_found"],
  [{ image: { generation: "gen_none", frame: "last" } }, 404, "generation_not_found"],
  ['{"image":', 400, "bad_request"],
  ["", 400, "bad_request"],
  ["null", 400, "bad_request"],
  ["[]", 400, "bad_request"],
])("native: %j is answered %i %s", async (body, status, code) => {
  const answer = await gateway.postJson("/api/v1/generations", body);
  const problem = (await answer.json()) as { code: string; detail: string };
  expect([answer.status, problem.code]).toEqual([status, code]);
  expect(problem.detail.length).toBeGreaterThan(20);
});

test("a content type that is neither JSON nor a form is answered 415", async () => {
  const answer = await gateway.postJson("/api/v1/generations", "image=x", { "content-type": "text/plain" });
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([415, "unsupported_media_type"]);
});

const FORM = "multipart/form-data; boundary=x";
const field = (name: string, value = "1"): string =>
  `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const file = (bytes: string): string =>
  `--x\r\nContent-Disposition: form-data; name="image"; filename="a.jpg"\r\n\r\n${bytes}\r\n`;

test.each([
  ["without a boundary", "multipart/form-data", `${file("x")}--x--\r\n`, /let your HTTP client set that header/u],
  [
    "cut short in its file",
    FORM,
    '--x\r\nContent-Disposition: form-data; name="image"; filename="a"\r\n\r\nabc',
    /cut short/u,
  ],
  ["that is no form", FORM, "garbage", /cut short/u],
  ["with two pictures", FORM, `${file("x")}${file("y")}--x--\r\n`, /one picture a request/u],
  [
    "with a hundred fields",
    FORM,
    `${Array.from({ length: 100 }, (_, n) => field(`f${n}`)).join("")}--x--\r\n`,
    /too many fields/u,
  ],
  ["with a field of every object", FORM, `${field("constructor")}--x--\r\n`, /Leave it out/u],
])("a form %s is answered 400 and a sentence", async (...[, type, body, words]) => {
  const answer = await gateway.postJson("/api/v1/generations", body, { "content-type": type });
  const problem = (await answer.json()) as { code: string; detail: string };
  expect([answer.status, problem.code]).toEqual([400, "bad_request"]);
  expect(problem.detail).toMatch(words);
});

test("a body that is no object is told to be one", async () => {
  const answer = await gateway.postJson("/api/v1/generations", "[]");
  expect(await answer.json()).toMatchObject({ detail: "The body must be one JSON object." });
});

test("nothing of what was refused is left in the incoming folder", async () => {
  expect(await readdir(join(gateway.dataDir, "incoming"))).toEqual([]);
});

test.each(["/api/v1/generations", "/api/v1/aog/import", "/v1/videos", "/mcp", "/aog/v0.2/services/image-to-video"])(
  "what is nested thousands deep is refused by %s before any schema descends into it",
  async (route) => {
    const deep = `{"provider_options":${'{"a":'.repeat(5000)}1${"}".repeat(5000)}}`;
    const answer = await fetch(`${gateway.url}${route}`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json, text/event-stream" },
      body: deep,
    });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining("nested more than 64 levels")]);
  },
);
