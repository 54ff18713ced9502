import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Interrupted, listenForInterruption } from "./interruption.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("the first Ctrl-C asks for an orderly end, the second forces it", () => {
  const source = new EventEmitter();
  const force = vi.fn();
  const signal = listenForInterruption(source, force);
  source.emit("SIGINT");
  expect(signal.reason).toBeInstanceOf(Interrupted);
  expect((signal.reason as Interrupted).exitCode).toBe(130);
  vi.advanceTimersByTime(100);
  expect(force).not.toHaveBeenCalled();
  source.emit("SIGINT");
  expect(force).toHaveBeenCalledOnce();
});

test("one Ctrl-C that comes from the terminal and from the launcher counts once", () => {
  const source = new EventEmitter();
  const force = vi.fn();
  listenForInterruption(source, force);
  source.emit("SIGINT");
  vi.advanceTimersByTime(20);
  source.emit("SIGINT");
  expect(force).not.toHaveBeenCalled();
});

test("SIGTERM ends with 143", () => {
  const source = new EventEmitter();
  const signal = listenForInterruption(source, () => undefined);
  source.emit("SIGTERM");
  expect((signal.reason as Interrupted).exitCode).toBe(143);
});
