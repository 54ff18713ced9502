import type { ChildProcess } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { expect, test } from "vitest";
import { createChildEngineRunner } from "./child-engine-runner.ts";

const OPTIONS = { software: "test", environment: {}, analyzers: {}, modulesDir: "/nowhere" };

/** Runs `act`, and gives the child processes that were started meanwhile. */
function childrenOf(act: () => void): readonly ChildProcess[] {
  const children: ChildProcess[] = [];
  const note = (message: unknown): void => void children.push((message as { process: ChildProcess }).process);
  subscribe("child_process", note);
  act();
  unsubscribe("child_process", note);
  return children;
}

test("a runner that is opened to render starts one child ahead, which ends with it", async () => {
  let close = (): void => undefined;
  const [child, ...others] = childrenOf(() => {
    const runner = createChildEngineRunner({ ...OPTIONS, comingWork: {} });
    close = () => runner.close?.();
  });
  expect(others).toEqual([]);
  close();
  await once(child!, "exit");
  expect(child?.signalCode).toBe("SIGKILL");
});

test("any other runner starts none", () => {
  expect(childrenOf(() => void createChildEngineRunner({ ...OPTIONS, comingWork: undefined }))).toEqual([]);
});
