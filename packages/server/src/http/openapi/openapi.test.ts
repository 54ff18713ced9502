import { readFile } from "node:fs/promises";
import { ROUTES } from "@kinora/contract";
import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Gateway, openGateway } from "../../testing/gateway.ts";
import { VERSION } from "../../version.ts";
import { openApiDocument } from "./openapi-document.ts";

let gateway: Gateway;
beforeAll(async () => {
  gateway = await openGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

const written = (): Record<string, unknown> =>
  JSON.parse(JSON.stringify(openApiDocument(VERSION))) as Record<string, unknown>;

test("the document is valid OpenAPI 3.1", async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(written());
  expect([valid, errors]).toEqual([true, undefined]);
  expect(validator.version).toBe("3.1");
});

test("docs/openapi.json is what the route table says now; if not: npm run openapi", async () => {
  const committed = await readFile(new URL("../../../../../docs/openapi.json", import.meta.url), "utf8");
  expect(JSON.parse(committed)).toEqual(written());
});

test("every row of the route table is an operation", () => {
  const paths = openApiDocument(VERSION).paths;
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  expect(operations.map(({ operationId }) => operationId).toSorted()).toEqual(Object.keys(ROUTES).toSorted());
  expect(paths["/api/v1/generations/{id}"]?.["delete"]?.summary).toBe(ROUTES.trashGeneration.summary);
});

test("every reference leads somewhere", () => {
  const text = JSON.stringify(openApiDocument(VERSION));
  const { schemas } = written()["components"] as { schemas: Record<string, unknown> };
  const names = [...text.matchAll(/"\$ref":"([^"]*)"/gu)].map(([, address = ""]) => address);
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((address) => !(address.replace("#/components/schemas/", "") in schemas))).toEqual([]);
});

test("the server answers the document, with what a program needs to call it", async () => {
  const answer = await fetch(`${gateway.url}/openapi.json`);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/json; charset=utf-8"]);
  const document = (await answer.json()) as ReturnType<typeof openApiDocument>;
  const create = document.paths["/api/v1/generations"]?.["post"];
  expect(Object.keys(create?.responses ?? {})).toEqual(
    expect.arrayContaining(["200", "202", "400", "402", "413", "422"]),
  );
  expect(create?.parameters.map(({ name, in: place }) => [name, place])).toEqual([
    ["Idempotency-Key", "header"],
    ["Prefer", "header"],
  ]);
  const list = document.paths["/api/v1/generations"]?.["get"];
  const limit = list?.parameters.find(({ name }) => name === "limit");
  expect(limit).toMatchObject({ in: "query", required: false, schema: { type: "integer", minimum: 1, maximum: 100 } });
});

test("the reference page shows every route and asks nothing of anybody else", async () => {
  const answer = await fetch(`${gateway.url}/docs`);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  expect(answer.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-[^']+';/u);
  const page = await answer.text();
  for (const { method, path } of Object.values(ROUTES)) {
    expect(page).toContain(`<code>${method} ${path.replace(":id", "{id}")}</code>`);
  }
  expect(page).not.toMatch(/<script|<link|<img|src=|@import|url\(/u);
  const links = [...page.matchAll(/href="([^"]*)"/gu)].map(([, address = ""]) => address);
  expect(links.filter((address) => !/^(#|\/)/u.test(address))).toEqual([]);
  const anchors = new Set([...page.matchAll(/id="([^"]*)"/gu)].map(([, id]) => `#${id}`));
  expect(links.filter((address) => address.startsWith("#") && !anchors.has(address))).toEqual([]);
});
