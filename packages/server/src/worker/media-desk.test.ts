import type { ChildProcess } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createMediaDesk } from "./media-desk.ts";

let children: ChildProcess[];
const note = (message: unknown): void => void children.push((message as { process: ChildProcess }).process);
beforeEach(() => {
  children = [];
  subscribe("child_process", note);
});
afterEach(() => unsubscribe("child_process", note));

test("a desk that starts ahead has one child wait for the video that is on its way, and ends it when there is none", async () => {
  const desk = createMediaDesk({ environment: {}, startsAhead: true });
  desk.prepare?.();
  desk.prepare?.();
  await vi.waitFor(() => expect(children).toHaveLength(1), { timeout: 10_000 });
  const gone = once(children[0]!, "exit");
  await desk.close?.();
  await gone;
  expect(children.map(({ signalCode }) => signalCode)).toEqual(["SIGKILL"]);
});

test("any other desk waits for the video itself", async () => {
  const desk = createMediaDesk({ environment: {}, startsAhead: false });
  desk.prepare?.();
  await desk.close?.();
  expect(children).toEqual([]);
});
