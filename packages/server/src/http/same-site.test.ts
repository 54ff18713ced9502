import { request } from "node:http";
import { Failure } from "@kinora/contract";
import { expect, test } from "vitest";
import { openGateway } from "../testing/gateway.ts";
import { checkSameSite, type RequestOrigin } from "./same-site.ts";

const LOOPBACK = { host: undefined, publicUrl: undefined };

const isLetIn = (asked: Partial<RequestOrigin>, config: Parameters<typeof checkSameSite>[0] = LOOPBACK): boolean => {
  try {
    checkSameSite(config, { method: "POST", host: "localhost:16688", origin: undefined, ...asked });
    return true;
  } catch (error) {
    if (error instanceof Failure && error.code === "cross_site_request") return false;
    throw error;
  }
};

test.each(["localhost:16688", "127.0.0.1:16688", "[::1]:16688", "kinora.localhost:16688", "127.0.0.1"])(
  "on loopback the host %s is this machine",
  (host) => expect(isLetIn({ host })).toBe(true),
);

test.each([
  "evil.example",
  "evil.example:16688",
  "192.168.0.7:16688",
  "127.0.0.1.evil.example",
  "localhost.evil.example",
])("on loopback the host %s is a rebound name, whatever the method", (host) => {
  expect(isLetIn({ host })).toBe(false);
  expect(isLetIn({ host, method: "GET" })).toBe(false);
});

test("the public URL's host is ours, also on loopback behind a proxy", () => {
  const config = { host: undefined, publicUrl: "https://video.example.com/kinora" };
  expect(isLetIn({ host: "video.example.com", origin: "https://video.example.com" }, config)).toBe(true);
  expect(isLetIn({ host: "other.example.com" }, config)).toBe(false);
});

test("elsewhere than on loopback any host may be used, but no other site's page", () => {
  const config = { host: "0.0.0.0", publicUrl: undefined };
  expect(isLetIn({ host: "gpu.lan:16688" }, config)).toBe(true);
  expect(isLetIn({ host: "gpu.lan:16688", origin: "http://gpu.lan:16688" }, config)).toBe(true);
  expect(isLetIn({ host: "gpu.lan:16688", origin: "http://evil.example" }, config)).toBe(false);
});

test.each(["https://evil.example", "null", "http://localhost:9999", "file://", ""])(
  "a post from a page of the origin %j is refused, a get is not",
  (origin) => {
    expect(isLetIn({ origin })).toBe(false);
    expect(isLetIn({ origin, method: "GET" })).toBe(true);
  },
);

test("our own page, and a client that is no browser, may post", () => {
  expect(isLetIn({ origin: "http://localhost:16688" })).toBe(true);
  expect(isLetIn({})).toBe(true);
});

test("over a real socket a rebound Host is answered 403 in both dialects", async () => {
  await using gateway = await openGateway();
  const ask = (path: string): Promise<{ status: number | undefined; body: string }> =>
    new Promise((resolve, reject) => {
      const call = request(`${gateway.url}${path}`, { headers: { host: "evil.example" } }, (answer) => {
        let body = "";
        answer.setEncoding("utf8").on("data", (text: string) => (body += text));
        answer.on("end", () => resolve({ status: answer.statusCode, body }));
      });
      call.on("error", reject).end();
    });
  const native = await ask("/api/v1/generations");
  expect([native.status, JSON.parse(native.body)]).toMatchObject([403, { code: "cross_site_request" }]);
  const aog = await ask("/aog/v0.2/health");
  expect([aog.status, JSON.parse(aog.body)]).toMatchObject([403, { business_code: 403 }]);
});

test("AOG's route takes JSON of any content type, but from a page only as JSON", async () => {
  await using gateway = await openGateway();
  const post = async (headers: Record<string, string>): Promise<number> => {
    const answer = await gateway.postJson("/aog/v0.2/services/image-to-video", "{}", headers);
    return answer.status;
  };
  expect(await post({ "content-type": "text/plain" })).toBe(400);
  expect(await post({ "content-type": "application/x-www-form-urlencoded" })).toBe(400);
  expect(await post({ "content-type": "text/plain", origin: gateway.url })).toBe(403);
  expect(await post({ "content-type": "application/json; charset=utf-8", origin: gateway.url })).toBe(400);
  expect(await post({ origin: "https://evil.example" })).toBe(403);
});
