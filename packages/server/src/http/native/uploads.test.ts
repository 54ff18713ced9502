import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { generationViewSchema, type Problem, uploadSchema, type UploadView } from "@kinora/contract";
import { decodeImage } from "@kinora/media";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Gateway, openGateway } from "../../testing/gateway.ts";
import { greyPng, hugePng, SVG, truncatedJpeg } from "../../testing/pictures.ts";

let gateway: Gateway;
beforeAll(async () => {
  gateway = await openGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

const png = greyPng(40, 30);
const sha256 = createHash("sha256").update(png).digest("hex");

const send = (body: Buffer | string | FormData, type?: string): Promise<Response> =>
  fetch(`${gateway.url}/api/v1/uploads`, {
    method: "POST",
    body: typeof body === "string" || body instanceof FormData ? body : new Uint8Array(body),
    ...(type === undefined ? {} : { headers: { "content-type": type } }),
  });
const formOf = (part: string, bytes: Buffer): FormData => {
  const form = new FormData();
  form.append(part, new Blob([new Uint8Array(bytes)]), "a.png");
  return form;
};
const viewOf = async (answer: Response): Promise<UploadView> => uploadSchema.parse(await answer.json());
const codeOf = async (answer: Response): Promise<[number, string]> => [
  answer.status,
  ((await answer.json()) as Problem).code,
];
const incoming = (): Promise<string[]> => readdir(join(gateway.dataDir, "incoming"));

test.each([
  ["the body, with its type", () => send(png, "image/png")],
  ["the body of a program that says it is a form", () => send(png, "application/x-www-form-urlencoded")],
  ["the body under a wrong type", () => send(png, "application/json")],
  ["the body under no type", () => send(png)],
  ["the part named file of a form", () => send(formOf("file", png))],
])("a picture that comes as %s is stored, and always under the same id", async (_way, upload) => {
  const answer = await upload();
  expect(answer.status).toBe(201);
  expect(await viewOf(answer)).toEqual({ id: `upl_${sha256}`, sha256, width: 40, height: 30, bytes: png.length });
  expect(await incoming()).toEqual([]);
});

test("an upload is a picture wherever one is wanted", async () => {
  const { id } = await viewOf(await send(greyPng(64, 48)));
  const post = (path: string, body: object): Promise<Response> => gateway.postJson(path, body, { prefer: "wait=20" });
  const image = { upload: id };
  const made = generationViewSchema.parse(await (await post("/api/v1/generations", { image })).json());
  expect(made).toMatchObject({ status: "succeeded", image: { width: 64, height: 48 } });
  expect(await (await post("/api/v1/inspect", { image })).json()).toMatchObject({ width: 64, height: 48 });
  expect((await post("/api/v1/quote", { image })).status).toBe(200);
});

test.each([
  ["is no picture", Buffer.from("hello"), [415, "image_unsupported"]],
  ["is an SVG", Buffer.from(SVG), [415, "image_unsupported"]],
  ["is half a picture", truncatedJpeg(), [400, "image_unreadable"]],
  ["has too many pixels", hugePng(), [413, "image_too_large"]],
  ["is empty", Buffer.alloc(0), [400, "image_missing"]],
] as const)("what %s is refused, and nothing of it is left", async (_what, bytes, refusal) => {
  expect(await codeOf(await send(bytes, "image/jpeg"))).toEqual(refusal);
  expect(await incoming()).toEqual([]);
});

test("a file of more than 32 MiB is answered 413 in a form as in a body, and nothing of it is left", async () => {
  const large = Buffer.concat([png, Buffer.alloc(32 * 1024 * 1024)]);
  expect(await codeOf(await send(formOf("file", large)))).toEqual([413, "image_too_large"]);
  expect(await codeOf(await send(large, "image/png"))).toEqual([413, "image_too_large"]);
  expect(await incoming()).toEqual([]);
});

test("a body that breaks off is forgotten", async () => {
  const { hostname, port } = new URL(gateway.url);
  const headers = { "content-type": "image/png", "content-length": "1000" };
  const broken = request({ hostname, port, path: "/api/v1/uploads", method: "POST", headers });
  const ended = new Promise((resolve) => broken.once("error", resolve));
  broken.write(png);
  while ((await incoming()).length === 0) await fetch(`${gateway.url}/health`);
  broken.destroy();
  await ended;
  while ((await incoming()).length > 0) await fetch(`${gateway.url}/health`);
  expect((await fetch(`${gateway.url}/health`)).status).toBe(200);
});

test.each([
  ["another part", formOf("picture", png)],
  [
    "a field",
    ((): FormData => {
      const form = new FormData();
      form.append("file", "text");
      return form;
    })(),
  ],
])("a form with %s instead of the file is refused", async (_what, form) => {
  expect(await codeOf(await send(form))).toEqual([400, "bad_request"]);
});

test("a form with nothing in it names no picture", async () => {
  expect(await codeOf(await send("--x--\r\n", "multipart/form-data; boundary=x"))).toEqual([400, "image_missing"]);
});

test.each([`upl_${"0".repeat(64)}`, "upl_none", "../../etc/passwd"])("the upload %s is not there", async (upload) => {
  const answer = await gateway.postJson("/api/v1/generations", { image: { upload } });
  expect(await codeOf(answer)).toEqual([404, "upload_not_found"]);
});

test("a server that stops takes no upload", async () => {
  await using stopping = await openGateway({ holds: true });
  await stopping.postJson("/api/v1/generations", { image: { base64: png.toString("base64") } });
  const { data } = (await (await fetch(`${stopping.url}/api/v1/generations`)).json()) as { data: { id: string }[] };
  const { hostname, port } = new URL(stopping.url);
  const late = request({ hostname, port, path: "/api/v1/uploads", method: "POST" });
  late.flushHeaders();
  const waiting = fetch(`${stopping.url}/api/v1/generations/${data[0]?.id}?wait=300`);
  await fetch(`${stopping.url}/health`);
  const answered = new Promise<number | undefined>((resolve) => {
    late.once("response", ({ statusCode }) => resolve(statusCode));
  });
  const closed = stopping.kinora.close();
  await waiting;
  late.end(png);
  expect(await answered).toBe(503);
  await closed;
});

test("the bytes of an upload come back to who sent them, in part too", async () => {
  const { id } = await viewOf(await send(png));
  const whole = await fetch(`${gateway.url}/api/v1/uploads/${id}/content`);
  expect([whole.status, whole.headers.get("content-type")]).toEqual([200, "image/png"]);
  expect(Buffer.from(await whole.arrayBuffer()).equals(png)).toBe(true);
  const part = await fetch(`${gateway.url}/api/v1/uploads/${id}/content`, { headers: { range: "bytes=0-3" } });
  expect([part.status, Buffer.from(await part.arrayBuffer()).toString("latin1")]).toEqual([206, "\u0089PNG"]);
});

test("a picture that is a web page too is a picture to every browser, whatever its sender calls it", async () => {
  const both = Buffer.concat([png, Buffer.from("<html><script>alert(1)</script></html>")]);
  const form = new FormData();
  form.append("file", new File([both], `page.html"\r\nset-cookie: a=b`, { type: "text/html" }));
  const { id } = await viewOf(await send(form));
  const { headers } = await fetch(`${gateway.url}/api/v1/uploads/${id}/content`);
  expect(headers.get("content-type")).toBe("image/png");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("content-security-policy")).toContain("sandbox");
  expect(headers.get("content-disposition")).toMatch(/^inline; filename="picture\.png";/u);
  expect(headers.get("set-cookie")).toBe(null);
});

test.each(["upl_nothing", `upl_${"0".repeat(64)}`])("%s has no bytes", async (id) => {
  expect(await codeOf(await fetch(`${gateway.url}/api/v1/uploads/${id}/content`))).toEqual([404, "upload_not_found"]);
});

const fetchUpload = (body: unknown): Promise<Response> =>
  fetch(`${gateway.url}/api/v1/uploads/fetch`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

test.each([
  [{ url: "http://127.0.0.1:1/a.png" }, 403, "image_url_forbidden"],
  [{ url: "http://[::ffff:7f00:1]/a.png" }, 403, "image_url_forbidden"],
  [{ url: "ftp://example.org/a.png" }, 403, "image_url_forbidden"],
  [{ url: "" }, 400, "bad_option"],
  [{}, 400, "bad_option"],
  [[], 400, "bad_request"],
])("the server fetches no picture from %j", async (body, status, code) => {
  expect(await codeOf(await fetchUpload(body))).toEqual([status, code]);
});

test("a generation gives back the picture that it was made from", async () => {
  const { id: upload } = await viewOf(await send(png));
  const made = await fetch(`${gateway.url}/api/v1/generations`, {
    method: "POST",
    headers: { "content-type": "application/json", prefer: "wait=20" },
    body: JSON.stringify({ image: { upload } }),
  });
  const { id } = generationViewSchema.parse(await made.json());
  const picture = await fetch(`${gateway.url}/api/v1/generations/${id}/content?variant=image`);
  expect(picture.headers.get("content-disposition")).toContain("picture.png");
  expect(Buffer.from(await picture.arrayBuffer()).equals(png)).toBe(true);
});

test("a HEIC comes back as it was sent, and with ?shown=true as WebP that browsers show", async () => {
  const heic = await readFile(new URL("../../../../media/src/images/__fixtures__/corners.heic", import.meta.url));
  const { id } = await viewOf(await send(heic));
  const contentOf = async (query: string): Promise<[string | null, Buffer]> => {
    const answer = await fetch(`${gateway.url}/api/v1/uploads/${id}/content${query}`);
    return [answer.headers.get("content-type"), Buffer.from(await answer.arrayBuffer())];
  };
  expect(await contentOf("")).toEqual(["image/heic", heic]);
  const [type, shown] = await contentOf("?shown=true");
  expect(type).toBe("image/webp");
  expect(await decodeImage(shown)).toMatchObject({ width: 128, height: 96 });
});

test("?shown=true leaves a picture that browsers can show as it is", async () => {
  const { id } = await viewOf(await send(png));
  const answer = await fetch(`${gateway.url}/api/v1/uploads/${id}/content?shown=true`);
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(png);
});
