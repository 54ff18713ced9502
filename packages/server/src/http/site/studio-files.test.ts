import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fastify, type FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addStudio } from "./studio-files.ts";

let folder = "";
let server: FastifyInstance;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinora-studio-"));
  await mkdir(join(folder, "assets"));
  await writeFile(join(folder, "index.html"), "<!doctype html><title>studio</title>");
  await writeFile(join(folder, "assets", "a-12345678.js"), "export {};");
  await writeFile(join(folder, "assets", ".hidden"), "secret");
  await writeFile(join(folder, "..", "beside.txt"), "outside");
  server = fastify();
  addStudio(server, { folder, contentOrigin: undefined });
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
  await rm(join(folder, "..", "beside.txt"), { force: true });
});

test.each(["/", "/library", "/compare", "/settings", "/settings/providers", "/generations/gen_1", "/library?q=a"])(
  "%s is the studio's page under a policy that lets nothing in from elsewhere",
  async (url) => {
    const answer = await server.inject({ url });
    expect([answer.statusCode, answer.body]).toEqual([200, "<!doctype html><title>studio</title>"]);
    expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(answer.headers["content-security-policy"]).toContain("default-src 'none'; script-src 'self'");
    expect(answer.headers["content-security-policy"]).not.toContain("unsafe");
    expect(answer.headers["cache-control"]).toBe("no-cache");
  },
);

test("a file whose name holds its digest may be kept for a year", async () => {
  const answer = await server.inject({ url: "/assets/a-12345678.js" });
  expect([answer.statusCode, answer.body]).toEqual([200, "export {};"]);
  expect(answer.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
});

test.each([
  "/assets/none.js",
  "/assets/.hidden",
  "/assets/",
  "/assets/..%2f..%2fbeside.txt",
  "/assets/%2e%2e/%2e%2e/beside.txt",
  "/assets/a%00.js",
])("%s is nothing", async (url) => {
  const answer = await server.inject({ url });
  expect(answer.body).not.toContain("outside");
  expect([400, 404]).toContain(answer.statusCode);
});

describe("where no studio was built", () => {
  test("the front page says what this is, and nothing can run in it", async () => {
    const bare = fastify();
    addStudio(bare, { folder: join(folder, "nowhere"), contentOrigin: undefined });
    const answer = await bare.inject({ url: "/" });
    expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(answer.headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'/u);
    expect(answer.body).toContain("still image into a short video");
    expect(answer.body).toContain("curl -s http://localhost:16688/api/v1/generations");
    expect(answer.body).not.toContain("<script");
    await bare.close();
  });
});
