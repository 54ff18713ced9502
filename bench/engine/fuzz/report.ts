import type { FuzzResult } from "./run-case.ts";

/** The first results warm caches and libraries up. */
const WARM_UP_SHARE = 0.2;
/** More than this between the early and the late median is a leak. */
const MOST_GROWTH_BYTES = 64 * 2 ** 20;

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** How much this process has grown over the run: medians of the first and last third after the warm-up, in bytes. */
export const growthOf = (results: readonly FuzzResult[]): number => {
  const sizes = results.slice(Math.floor(results.length * WARM_UP_SHARE)).map(({ rssBytes }) => rssBytes);
  const third = Math.max(1, Math.floor(sizes.length / 3));
  return median(sizes.slice(-third)) - median(sizes.slice(0, third));
};

export const isLeak = (growthBytes: number): boolean => growthBytes > MOST_GROWTH_BYTES;

interface Row {
  videos: number;
  refused: number;
  faults: number;
  seconds: number;
  readonly codes: Set<string>;
}

/** One line for each kind of picture, then each kind of prompt: how its cases ended. */
export function tableOf(results: readonly FuzzResult[]): string[] {
  const rows = new Map<string, Row>();
  const count = (name: string, { end, seconds }: FuzzResult): void => {
    const row = rows.get(name) ?? { videos: 0, refused: 0, faults: 0, seconds: 0, codes: new Set() };
    rows.set(name, row);
    if (end.kind === "video") row.videos += 1;
    else if (end.kind === "fault") row.faults += 1;
    else row.refused += 1;
    if (end.kind === "refused") row.codes.add(end.code);
    row.seconds = Math.max(row.seconds, seconds);
  };
  for (const result of results) count(result.of.picture.kind, result);
  for (const result of results) count(`prompt: ${result.of.prompt.kind}`, result);
  return [
    "                                  videos  refused  faults  slowest",
    ...[...rows].map(([name, row]) => {
      const columns = [String(row.videos).padStart(6), String(row.refused).padStart(8), String(row.faults).padStart(7)];
      return `${name.padEnd(32)}  ${columns.join(" ")}  ${row.seconds.toFixed(1).padStart(6)} s  ${[...row.codes].join(", ")}`;
    }),
  ];
}

/** A case in one line. */
export const lineOf = ({ of, end, seconds }: FuzzResult): string => {
  const told = end.kind === "refused" ? `refused (${end.code}): ${end.says}` : `${end.kind}: ${end.says}`;
  return `${of.index} ${of.picture.label} · prompt ${of.prompt.kind} (${of.prompt.text?.length ?? 0}) · ${of.order.film?.codec ?? ""} ${seconds.toFixed(1)} s · ${told}`;
};
