import { once } from "node:events";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import type { ReadStream } from "node:tty";

export interface Terminal {
  readonly input: ReadStream;
  /** Where the question is shown. */
  readonly output: { write(text: string): unknown };
  readonly signal: AbortSignal;
  /** Ctrl-C: with the echo off, the terminal sends no signal by itself. */
  readonly interrupt: () => void;
}

const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

/** Asks a person at a terminal for something that must not be seen; "" when nothing was typed. Rejects with the signal's reason. */
export const askSecret = async (question: string, { input, output, signal, interrupt }: Terminal): Promise<string> => {
  // What is typed is echoed to the interface's own output.
  const lines = createInterface({ input, output: nowhere(), terminal: true, historySize: 0 });
  lines.on("SIGINT", interrupt);
  const giveUp = (): void => lines.close();
  signal.addEventListener("abort", giveUp, { once: true });
  let answer = "";
  lines.once("line", (line) => {
    answer = line;
    lines.close();
  });
  output.write(question);
  try {
    // Also where the input ends, or the terminal goes away.
    await once(lines, "close");
  } finally {
    signal.removeEventListener("abort", giveUp);
    output.write("\n");
  }
  signal.throwIfAborted();
  return answer;
};
