import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { testContext } from "../__fixtures__/test-context.ts";
import { runCommand } from "../run-command.ts";

const KEY = {
  id: "key_1",
  name: "the shop",
  scopes: ["read", "create"],
  limits: { day_usd: 5, month_usd: null, requests_per_minute: 120, generations_under_way: null },
  priority: "high",
  begins_with: "kin_abcd",
  created_at: "2026-11-22T20:00:00.000Z",
  revoked_at: null,
};
const ACT = {
  id: 7,
  at: "2026-11-22T20:00:00.000Z",
  actor: "local",
  act: "key.created",
  subject: "key_1",
  address: "127.0.0.1",
  detail: { name: "the shop" },
};

let server: Server;
let asked: { request: string; body: unknown }[];
beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push({
        request: `${request.method ?? ""} ${request.url ?? ""}`,
        body: body === "" ? undefined : JSON.parse(body),
      });
      const isList = request.method === "GET" && request.url === "/api/v1/keys";
      const isAudit = request.url?.startsWith("/api/v1/audit") === true;
      const answer = isAudit ? { data: [ACT], next_cursor: "7" } : isList ? { data: [KEY] } : { ...KEY, key: "kin_x" };
      response.setHeader("content-type", "application/json").end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
});
afterEach(() => server.close());

const run = async (...args: string[]): Promise<{ stdout: string; stderr: string }> => {
  const { port } = server.address() as AddressInfo;
  const context = testContext();
  await runCommand([...args, "--server", `http://127.0.0.1:${port}`], context);
  return context.said;
};

test("keys create sends limits and priority where they are given", async () => {
  await run("keys", "create", "the shop", "--day-usd", "5", "--requests-per-minute", "120", "--priority", "high");
  expect(asked).toEqual([
    {
      request: "POST /api/v1/keys",
      body: { name: "the shop", limits: { day_usd: 5, requests_per_minute: 120 }, priority: "high" },
    },
  ]);
});

test("keys update changes only what is named; none takes a limit away", async () => {
  const { stdout } = await run("keys", "update", "key_1", "--month-usd", "none", "--under-way", "3");
  expect(asked).toEqual([
    { request: "PATCH /api/v1/keys/key_1", body: { limits: { month_usd: null, generations_under_way: 3 } } },
  ]);
  expect(stdout).toBe("key_1 (the shop): 5 USD/day, 120 requests/minute, high priority.\n");
});

test("keys list shows limits, and audit who did what", async () => {
  expect((await run("keys", "list")).stdout).toContain("5 USD/day, 120 requests/minute, high priority");
  const { stdout, stderr } = await run("audit", "--act", "key.created", "--limit", "1");
  expect(asked[1]?.request).toBe("GET /api/v1/audit?act=key.created&limit=1");
  expect(stdout).toContain("local  key.created  key_1  127.0.0.1");
  expect(stderr).toBe("More: --cursor 7\n");
});
