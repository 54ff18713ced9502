import { ROUTES } from "@kinora/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Gateway, openGateway } from "../testing/gateway.ts";

let gateway: Gateway;
beforeAll(async () => {
  gateway = await openGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

const get = (path: string, init?: RequestInit): Promise<Response> => fetch(`${gateway.url}${path}`, init);

test.each(["/health", "/aog/v0.2/health", "/health/"])("GET %s answers AOG's words", async (path) => {
  const answer = await get(path);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
  expect(await answer.text()).toBe(
    '{"business_code":80000,"message":"health interface call success","data":{"status":"UP"}}',
  );
});

test.each(["/version", "/aog/v0.2/version"])("GET %s answers the version in AOG's envelope", async (path) => {
  expect(await (await get(path)).text()).toBe(
    '{"business_code":70000,"message":"version interface call success","data":{"version":"0.1.0","spec_version":"v0.2"}}',
  );
});

test("GET /ready answers ready", async () => {
  const answer = await get("/ready");
  expect([answer.status, await answer.text()]).toEqual([200, '{"status":"ready"}']);
});

test("every row of the route table has a route", async () => {
  for (const { method, path } of Object.values(ROUTES)) {
    const answer = await get(path.replace(":id", "gen_none"), { method });
    const isProblem = answer.headers.get("content-type")?.includes("problem+json") === true;
    const { code } = isProblem ? ((await answer.json()) as { code?: string }) : {};
    // A stream of events has no end: it is left.
    if (!isProblem) await answer.body?.cancel();
    expect([path, method, ["route_not_found", "method_not_allowed"].includes(code ?? "")]).toEqual([
      path,
      method,
      false,
    ]);
  }
});

test.each(["/nope", "/api/v1/nope", "/generations", "/artifacts", "/api/v1/generations/a/b/c", "/%00"])(
  "GET %s is a JSON 404",
  async (path) => {
    const answer = await get(path);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(await answer.json()).toMatchObject({ status: 404, code: "route_not_found" });
  },
);

test("a route of AOG that is not ours is a 404 in AOG's envelope, and one of its services 10011", async () => {
  const other = await get("/aog/v0.2/nope");
  expect([other.status, await other.json()]).toEqual([
    404,
    { business_code: 404, message: "There is no route GET /aog/v0.2/nope. The address / says what there is." },
  ]);
  const service = await get("/aog/v0.2/services/chat", { method: "POST" });
  expect([service.status, await service.json()]).toEqual([
    404,
    {
      business_code: 10011,
      message: "service not found: There is no route POST /aog/v0.2/services/chat. The address / says what there is.",
    },
  ]);
});

test("a method that a route does not take is answered 405 with those it takes", async () => {
  const answer = await get("/api/v1/generations", { method: "DELETE" });
  expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, HEAD, POST"]);
  expect(await answer.json()).toMatchObject({ code: "method_not_allowed" });
  const aog = await get("/aog/v0.2/services/image-to-video");
  expect([aog.status, ((await aog.json()) as { business_code: number }).business_code]).toEqual([405, 40005]);
});

test("an address with broken percent signs is answered 400", async () => {
  const answer = await get("/%zz");
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([400, "bad_request"]);
});

test("limits are the server's own", async () => {
  expect(await (await get("/api/v1/limits")).json()).toEqual({
    upload_max_bytes: 33554432,
    image_max_pixels: 100000000,
    duration_seconds: { min: 0.5, max: 60 },
    wait_max_seconds: 300,
  });
});

test("models say whether their provider can be called", async () => {
  const { data } = (await (await get("/api/v1/models")).json()) as { data: { id: string; configured: boolean }[] };
  expect(data.map(({ id, configured }) => [id, configured])).toEqual([
    ["fake-motion", true],
    ["wan2.2-i2v-plus", false],
  ]);
});
