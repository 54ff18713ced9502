import { expect, test } from "vitest";
import { openGateway } from "../testing/gateway.ts";
import { greyPng } from "../testing/pictures.ts";

test("with auth on, what is not public needs the key", async () => {
  await using gateway = await openGateway({ config: { auth: "on" } });
  const status = async (path: string, authorization?: string): Promise<number> => {
    const headers = authorization === undefined ? {} : { authorization };
    return (await fetch(`${gateway.url}${path}`, { headers })).status;
  };
  expect(await status("/api/v1/generations")).toBe(401);
  expect(await status("/api/v1/generations", "Bearer wrong")).toBe(401);
  expect(await status("/api/v1/generations", gateway.token)).toBe(401);
  expect(await status("/api/v1/generations", `Bearer ${gateway.token}`)).toBe(200);
  expect(await status("/health")).toBe(200);
  const aog = await gateway.postJson("/aog/v0.2/services/image-to-video", { image_type: "url", image: "http://x/" });
  expect([aog.status, await aog.json()]).toMatchObject([401, { business_code: 40051 }]);
});

test("with auth off, any key or none is the same caller of this machine", async () => {
  await using gateway = await openGateway();
  const image = { base64: greyPng(32, 32).toString("base64") };
  const made = await gateway.postJson("/api/v1/generations", { image }, { authorization: "Bearer sk-of-somebody" });
  const { id } = (await made.json()) as { id: string };
  expect((await fetch(`${gateway.url}/api/v1/generations/${id}`)).status).toBe(200);
  const headers = { authorization: `Bearer ${gateway.token}` };
  expect((await fetch(`${gateway.url}/api/v1/generations/${id}`, { headers })).status).toBe(200);
});

test("the owner's token never reaches the log", async () => {
  await using gateway = await openGateway();
  await fetch(`${gateway.url}/api/v1/generations`, { headers: { authorization: `Bearer ${gateway.token}` } });
  expect(gateway.logged()).toContain("server.listening");
  expect(gateway.logged()).not.toContain(gateway.token);
});
