import type { Generation } from "@kinora/domain";

/** How many finished runs an ETA is learned from, at most. */
export const ETA_SAMPLES = 50;

export interface Eta {
  /** Undefined when it cannot be known. */
  readonly seconds: number | undefined;
  /** How many finished runs it was learned from. */
  readonly samples: number;
}

export interface EtaFacts {
  /** Wall seconds of finished runs of the same model. */
  readonly runSeconds: readonly number[];
  /** How many stand before it; undefined when it does not wait. */
  readonly queuePosition: number | undefined;
  readonly nowMs: number;
}

/** The middle value; undefined of none. */
export const median = (values: readonly number[]): number | undefined => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)];
  const lower = sorted[Math.ceil(middle) - 1];
  return upper === undefined || lower === undefined ? undefined : (upper + lower) / 2;
};

/** How long a run still takes: the median of earlier ones, once more for each that stands before it, less what has gone by. */
export const etaOf = (generation: Generation, { runSeconds, queuePosition, nowMs }: EtaFacts): Eta => {
  const samples = runSeconds.length;
  const usual = median(runSeconds);
  if (usual === undefined) return { seconds: undefined, samples };
  const elapsed = generation.startedAt === undefined ? 0 : (nowMs - generation.startedAt) / 1000;
  const left = Math.max(0, usual * (1 + (queuePosition ?? 0)) - elapsed);
  return { seconds: Math.round(left * 10) / 10, samples };
};
