import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { openWorkbench, startServer } from "./kinora-process.ts";

/** Twenty seconds for the head of a request, and five until a server looks again. */
const CUT_WITHIN_MS = 30_000;
const SLOW_CLIENTS = 200;

interface SlowClient {
  /** All that the server said until it hung up. */
  readonly said: Promise<string>;
  readonly socket: Socket;
}

/** Sends a request's head a few bytes a second, and never its end: a slow-loris. */
const openSlowClient = (port: number): SlowClient => {
  const socket = connect(port, "127.0.0.1");
  let text = "";
  socket.on("data", (bytes: Buffer) => (text += bytes.toString("latin1")));
  socket.on("error", () => undefined);
  socket.write("POST /api/v1/generations HTTP/1.1\r\nhost: 127.0.0.1\r\n");
  const drip = setInterval(() => socket.write("x-drip: drop\r\n"), 1_000);
  const said = new Promise<string>((resolve) => {
    socket.once("close", () => {
      clearInterval(drip);
      resolve(text);
    });
  });
  return { said, socket };
};

test("clients that never end the head of their request hold nobody up, and are cut off", async () => {
  await using bench = await openWorkbench();
  const server = await startServer(bench);
  const port = Number(new URL(server.url).port);
  const begun = Date.now();
  const slow = Array.from({ length: SLOW_CLIENTS }, () => openSlowClient(port));
  try {
    await sleep(2_000);
    expect((await fetch(`${server.url}/ready`)).status).toBe(200);
    const cut = await Promise.all(slow.map(({ said }) => said));
    expect(Date.now() - begun).toBeLessThan(CUT_WITHIN_MS);
    expect(new Set(cut.map((text) => text.split("\r\n")[0]))).toEqual(new Set(["HTTP/1.1 408 Request Timeout"]));
    expect((await fetch(`${server.url}/ready`)).status).toBe(200);
  } finally {
    for (const { socket } of slow) socket.destroy();
  }
});
