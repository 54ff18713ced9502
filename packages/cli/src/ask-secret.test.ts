import { PassThrough } from "node:stream";
import type { ReadStream } from "node:tty";
import { expect, test } from "vitest";
import { askSecret } from "./ask-secret.ts";

interface Asked {
  readonly keys: PassThrough;
  readonly answer: Promise<string>;
  readonly stop: AbortController;
  readonly shown: () => string;
  readonly interrupts: () => number;
}

const ask = (): Asked => {
  const keys = new PassThrough();
  const stop = new AbortController();
  let shown = "";
  let interrupts = 0;
  const answer = askSecret("Key: ", {
    input: keys as unknown as ReadStream,
    output: { write: (text) => (shown += text) },
    signal: stop.signal,
    interrupt: () => (interrupts += 1),
  });
  return { keys, answer, stop, shown: () => shown, interrupts: () => interrupts };
};

test("what is typed is the answer, and is not shown", async () => {
  const { keys, answer, shown } = ask();
  keys.write("sk-x\u007fplanted\r");
  expect(await answer).toBe("sk-planted");
  expect(shown()).toBe("Key: \n");
});

test("an input that ends is no answer", async () => {
  const { keys, answer } = ask();
  keys.end();
  expect(await answer).toBe("");
});

test("Ctrl-C interrupts the command, which ends the question", async () => {
  const { keys, answer, stop, interrupts } = ask();
  keys.write("\u0003");
  await expect.poll(interrupts).toBe(1);
  stop.abort(new Error("ended"));
  await expect(answer).rejects.toThrow("ended");
});
