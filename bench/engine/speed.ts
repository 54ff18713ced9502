/**
 * How fast the engine makes film, beside its own limit and a peer, in one run on one machine:
 *
 *   node bench/engine/speed.ts [--quick] [--rounds N] [--photo FILE]
 *
 * Pairs: for each plan, its own frames painted beforehand into the same encoder (the limit), then the whole of painting and
 * encoding; at 720p and 1080p. Commands: a cold `kinora animate` over a fresh data folder beside ffmpeg's zoompan with x264
 * superfast, each from the shell to the finished file. Growth: seconds by length, size and number of layers. Memory: the most
 * that the rendering process held. Medians over the rounds (five); ratios are medians of the pairs' ratios. `--quick` takes two
 * rounds and leaves out 1080p pairs and growth: about a minute on a quiet machine.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { outputSize, type Resolution } from "@kinora/contract";
import { coldCommand, peakMemoryMb, PROMPTS, zoompan } from "./speed/commands.ts";
import { encodeOnly, median, openStill, paintAndEncode, paintedFrames, type Still, workOf } from "./speed/film.ts";
import { lasting, type PlanName, PLANS } from "./speed/plans.ts";

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    rounds: { type: "string" },
    photo: { type: "string", default: fileURLToPath(new URL("../../examples/mountain.jpg", import.meta.url)) },
  },
});
const { quick, photo } = options;
const rounds = Number(options.rounds ?? (quick ? 2 : 5));

/** Least share of the encoder's own speed, and what is aimed at. */
const RATIOS: Readonly<Partial<Record<PlanName, readonly [least: number, goal: number]>>> = {
  camera: [0.75, 0.85],
  clouds: [0.55, 0.65],
};
/** Most times as long as ffmpeg's zoompan, and what is aimed at. */
const COMMANDS = { camera: [3.5, 2.2], clouds: [4.5, 3] } as const;
const MOST_MB = 500;
/** A pixel at 1080p may cost this much more than one at 720p. */
const SCALE_ROOM = 1.15;

let missed = 0;

const NAME = 36;
const CELL = 13;
const row = (name: string, ...cells: readonly string[]): void =>
  console.log(`${name.padEnd(NAME)}${cells.map((cell) => cell.padStart(CELL)).join("")}`);

function verdict(value: number, { least = -Infinity, most = Infinity }: { least?: number; most?: number }): string {
  const holds = value >= least && value <= most;
  if (!holds) missed += 1;
  return holds ? "ok" : "MISSED";
}

interface Pairs {
  readonly encode: number;
  readonly whole: number;
  readonly ratio: number;
  readonly before: number;
  /** Seconds of painting and encoding for a million pixels. */
  readonly perMegapixel: number;
}

async function pairs(still: Still, name: PlanName, resolution: Resolution): Promise<Pairs> {
  const work = workOf(still, PLANS[name], resolution);
  const path = join(folder, "clip.mp4");
  const ready = await paintedFrames(work);
  const seen: { encode: number; whole: number; before: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { fps: encode } = await encodeOnly(ready, work, path);
    const { fps: whole, before } = await paintAndEncode(work, path);
    seen.push({ encode, whole, before });
  }
  const whole = median(seen.map((pair) => pair.whole));
  return {
    encode: median(seen.map((pair) => pair.encode)),
    whole,
    ratio: median(seen.map((pair) => pair.whole / pair.encode)),
    before: median(seen.map((pair) => pair.before)),
    perMegapixel: 1e6 / (whole * work.size.width * work.size.height),
  };
}

async function tellPairs(still: Still): Promise<void> {
  row("painting and encoding", "encode fps", "whole fps", "ratio", "at least", "goal", "before, s", "");
  const small = new Map<PlanName, Pairs>();
  for (const name of Object.keys(PLANS) as PlanName[]) {
    const found = await pairs(still, name, "720p");
    small.set(name, found);
    tellPair(`720p ${name}`, found, RATIOS[name]);
  }
  if (quick) return;
  for (const name of ["camera", "clouds"] as const) {
    const found = await pairs(still, name, "1080p");
    tellPair(`1080p ${name}`, found, undefined);
    const more = found.perMegapixel / (small.get(name)?.perMegapixel ?? Number.NaN);
    row(
      `  a pixel costs, of one at 720p`,
      "",
      "",
      more.toFixed(2),
      `≤ ${SCALE_ROOM}`,
      "",
      "",
      verdict(more, { most: SCALE_ROOM }),
    );
  }
}

function tellPair(name: string, found: Pairs, bound: readonly [number, number] | undefined): void {
  const [least, goal] = bound === undefined ? ["", ""] : bound.map((value) => `≥ ${value}`);
  const holds = bound === undefined ? "" : verdict(found.ratio, { least: bound[0] });
  const figures = [found.encode.toFixed(1), found.whole.toFixed(1), found.ratio.toFixed(2)];
  row(name, ...figures, least ?? "", goal ?? "", found.before.toFixed(2), holds);
}

function tellCommands(still: Still): void {
  row("from shell to file", "kinora, s", "zoompan, s", "times", "at most", "goal", "", "");
  const size = outputSize(still.image, "720p");
  const path = join(folder, "cold.mp4");
  for (const name of ["camera", "clouds"] as const) {
    const seen: { ours: number; theirs: number | undefined }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      seen.push({ ours: coldCommand(photo, PROMPTS[name], path), theirs: zoompan(photo, size, path) });
    }
    const ours = median(seen.map((pair) => pair.ours));
    const both = seen.flatMap((pair) => (pair.theirs === undefined ? [] : [{ ours: pair.ours, theirs: pair.theirs }]));
    const [most, goal] = COMMANDS[name];
    if (both.length === 0) row(`cold kinora animate, ${name}`, ours.toFixed(2), "no ffmpeg");
    else {
      const times = median(both.map((pair) => pair.ours / pair.theirs));
      const theirs = median(both.map((pair) => pair.theirs));
      const bounds = [`≤ ${most}`, `≤ ${goal}`, "", verdict(times, { most })];
      row(`cold kinora animate, ${name}`, ours.toFixed(2), theirs.toFixed(2), times.toFixed(2), ...bounds);
    }
  }
}

async function tellMemory(): Promise<void> {
  row("rendering process", "peak, MB", "at most");
  for (const resolution of quick ? (["720p"] as const) : (["720p", "1080p"] as const)) {
    const peak = await peakMemoryMb(photo, `${PROMPTS.clouds}, ${PROMPTS.camera}`, resolution);
    if (peak === undefined) row(resolution, "no /proc");
    else row(`${resolution} clouds + camera`, peak.toFixed(0), `${MOST_MB}`, verdict(peak, { most: MOST_MB }));
  }
}

/** One run each: how cost grows, not how large it is. */
async function tellGrowth(still: Still): Promise<void> {
  const path = join(folder, "growth.mp4");
  row("how cost grows", "seconds", "before, s", "ms a frame");
  const tell = async (
    name: string,
    plan: PlanName,
    more: { seconds?: number; resolution?: Resolution },
  ): Promise<void> => {
    const { seconds: length = 4, resolution = "720p" } = more;
    const timing = await paintAndEncode(workOf(still, lasting(PLANS[plan], length), resolution), path);
    row(name, timing.seconds.toFixed(2), timing.before.toFixed(2), (1000 / timing.fps).toFixed(1));
  };
  for (const length of [2, 4, 8, 15]) await tell(`length ${length} s (clouds, 720p)`, "clouds", { seconds: length });
  for (const resolution of ["480p", "720p", "1080p"] as const)
    await tell(`size ${resolution} (clouds, 4 s)`, "clouds", { resolution });
  for (const plan of Object.keys(PLANS) as PlanName[]) await tell(`layers: ${plan}`, plan, {});
}

const folder = mkdtempSync(join(tmpdir(), "kinora-bench-"));
try {
  const load = loadavg()[0] ?? 0;
  console.log(
    `${cpus()[0]?.model ?? "?"} × ${availableParallelism()}, load ${load.toFixed(1)}, Node ${process.version}, ${rounds} rounds`,
  );
  const still = await openStill(photo);
  await tellPairs(still);
  tellCommands(still);
  await tellMemory();
  if (!quick) await tellGrowth(still);
  console.log(`load now ${(loadavg()[0] ?? 0).toFixed(1)}; ${missed} bounds missed`);
  process.exitCode = missed === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
