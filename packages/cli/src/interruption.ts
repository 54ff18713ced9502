import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
type InterruptionSignal = (typeof SIGNALS)[number];

/** A terminal and a launcher may both hand on the same Ctrl-C: what follows within this time is not a second one. */
const SAME_PRESS_MS = 100;

/** Why a command was ended: a person (SIGINT) or the system asked. */
export class Interrupted extends Error {
  readonly signal: InterruptionSignal;

  constructor(signal: InterruptionSignal) {
    super(`Ended by ${signal}.`);
    this.name = "Interrupted";
    this.signal = signal;
  }

  /** 130 for Ctrl-C: what a shell says of a process that the signal ended. */
  get exitCode(): number {
    return 128 + constants.signals[this.signal];
  }
}

/**
 * The signal that every command watches: aborted with an `Interrupted` by the first SIGINT, SIGTERM or SIGHUP, so that
 * it can end orderly. The second one calls `force`.
 */
export const listenForInterruption = (
  source: NodeJS.EventEmitter,
  force: (interrupted: Interrupted) => void,
): AbortSignal => {
  const stop = new AbortController();
  let isArmed = false;
  for (const name of SIGNALS) {
    source.on(name, () => {
      const interrupted = new Interrupted(name);
      if (isArmed) force(interrupted);
      if (stop.signal.aborted) return;
      stop.abort(interrupted);
      setTimeout(() => (isArmed = true), SAME_PRESS_MS).unref();
    });
  }
  return stop.signal;
};
