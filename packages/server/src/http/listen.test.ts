import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Failure } from "@kinora/contract";
import { expect, test } from "vitest";
import { listen } from "./listen.ts";

const hasIpv6 = await new Promise<boolean>((resolve) => {
  const probe = createServer();
  probe.once("error", () => resolve(false));
  probe.listen({ host: "::1", port: 0 }, () => probe.close(() => resolve(true)));
});

test("by default both loopback addresses answer, on the same free port", async () => {
  const listener = await listen((_request, response) => response.end("here"), { host: undefined, port: 0 });
  const { port } = new URL(listener.url);
  expect(listener.url).toBe(`http://127.0.0.1:${port}`);
  expect(await (await fetch(listener.url)).text()).toBe("here");
  if (hasIpv6) expect(await (await fetch(`http://[::1]:${port}`)).text()).toBe("here");
  await listener.close(1000);
  await expect(fetch(listener.url)).rejects.toThrow();
});

test("a port that is taken is answered with a sentence that says what to do", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => taken.once("listening", resolve));
  const { port } = taken.address() as AddressInfo;
  const attempt = listen(() => undefined, { host: undefined, port });
  await expect(attempt).rejects.toThrow(
    new Failure("bad_option", {
      detail: `Port ${port} is in use: end the program that has it, or choose another with --port (0 takes any free one).`,
    }),
  );
  taken.close();
});

test("an address that this machine does not have is said", async () => {
  await expect(listen(() => undefined, { host: "203.0.113.7", port: 0 })).rejects.toThrow("check KINORA_HOST");
});

test("closing does not wait for connections on which nothing is asked, and cuts what takes too long", async () => {
  const listener = await listen(() => undefined, { host: "127.0.0.1", port: 0 });
  const unanswered = fetch(listener.url);
  const asked = expect(unanswered).rejects.toThrow();
  await listener.close(50);
  await asked;
});
