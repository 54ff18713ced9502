/**
 * How good the engine's clips are, measured on decoded MP4s with a flow of its own (bench/README.md says what each figure means):
 *
 *   node bench/engine/quality/run.ts [--out DIR] [--only PART[,PART...]]
 *
 * Prints one table, writes DIR/quality.json, DIR/quality.html and the clips. Ends with 1 when a clip fails, a baseline passes, or
 * the meter is wrong about a film of known truth. `--only` takes parts of names: "clouds", "05 sway", "baseline", "truth".
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { BASELINES, makeBaseline } from "./baselines.ts";
import { type CameraControl, DISCRIMINATING, isSteadyDrift, judge, type Verdict } from "./checks.ts";
import { CLIPS, type ClipOrder } from "./clips.ts";
import { measureIdealCamera } from "./ideal-camera.ts";
import { resizeRgb } from "./lanczos.ts";
import { makeClip } from "./make-clip.ts";
import { measureClip, type Question } from "./measure.ts";
import { htmlPage, type PageClip } from "./page.ts";
import { contactSheet, timeSlice } from "./pictures.ts";
import { LEGEND, tableHead, tableRow } from "./report.ts";
import { openStill, type Still } from "./stills.ts";
import { checkMeter } from "./truth.ts";

const SECONDS = 4;

const { values: options } = parseArgs({
  options: { out: { type: "string", default: "/tmp/kinora-quality" }, only: { type: "string", default: "" } },
});
const out = resolve(options.out);
const parts = options.only.split(",").filter((part) => part !== "");
const wanted = (name: string): boolean => parts.length === 0 || parts.some((part) => name.includes(part));

const lines: string[] = [];
function say(line: string): void {
  lines.push(line);
  console.log(line);
}

function questionOf(order: ClipOrder, still: Still, path: string): Question {
  const { kind, target, camera } = order;
  return {
    path,
    photograph: (size) => Promise.resolve(still.at(size)),
    photographIs: camera === "dolly_out" || camera === "zoom_out" ? "last" : "first",
    ...(target === undefined ? {} : { target: still.cores[target], rigid: still.cores.rigid }),
    steadyDrift: isSteadyDrift(kind),
    loop: kind.loop,
    camera,
    cores: still.cores,
  };
}

/** The middle of what should move, or of the picture. */
function rowToSlice({ target }: ClipOrder, { cores }: Still): number {
  const box = target === undefined ? undefined : cores[target]?.boxes[0];
  return box === undefined ? 0.5 : (box[1] + box[3]) / 2;
}

const fileNameOf = (name: string): string => name.replaceAll(/[^\w]+/gu, "-");

const controls = new Map<string, CameraControl>();

/** Once a photograph. */
async function controlFor({ still: name }: ClipOrder, still: Still): Promise<CameraControl> {
  const known =
    controls.get(name) ?? (await measureIdealCamera(still.picture, resolve(out, `ideal-${fileNameOf(name)}.mp4`)));
  controls.set(name, known);
  return known;
}

async function clipReport(order: ClipOrder): Promise<PageClip> {
  const { name, prompt, motion, kind } = order;
  const file = resolve(out, `${fileNameOf(name)}.mp4`);
  const still = await openStill(order.still, out);
  const wish = { stillPath: still.path, outputPath: file, prompt, motion, loop: kind.loop, seconds: SECONDS };
  const made = await makeClip(wish).catch((error: unknown) => String(error));
  if (typeof made === "string") {
    const failed: Verdict = { metric: "clip", said: made, bound: "made", passes: false };
    return { report: { name, prompt, seconds: 0, verdicts: [failed], measures: undefined, passes: false, file } };
  }
  const measures = await measureClip(questionOf(order, still, file));
  const { facts } = measures;
  const unmet = made.planned?.report.unmet ?? [];
  const valid = facts.constantRate && Math.abs(facts.frames - facts.fps * SECONDS) <= 1;
  const verdicts = [
    ...judge(measures, kind, await controlFor(order, still)),
    { metric: "file", said: `${facts.frames} frames, ${facts.fps} fps`, bound: "CFR, ±1 frame", passes: valid },
    {
      metric: "unmet",
      said: unmet.map(({ phrase, reason }) => `${phrase}: ${reason}`).join("; "),
      bound: "none",
      passes: unmet.length === 0,
    },
  ];
  const [sheet, slice] = [await contactSheet(file, facts), await timeSlice(file, facts, rowToSlice(order, still))];
  const passes = verdicts.every((verdict) => verdict.passes);
  return { report: { name, prompt, seconds: made.seconds, verdicts, measures, passes, file }, sheet, slice };
}

/** Which clips' photographs and thresholds the baselines are put to. */
const BASELINE_CLIPS = ["01 clouds", "05 sway", "08 lights", "19 water"];
const BASELINE_LINES = 720;

/** Baselines that pass are the bench's own failure. */
async function runBaselines(): Promise<number> {
  let passed = 0;
  for (const order of CLIPS.filter(({ name }) => BASELINE_CLIPS.includes(name))) {
    const still = await openStill(order.still, out);
    const { width, height } = still.picture;
    const scale = BASELINE_LINES / Math.min(width, height);
    const size = { width: 2 * Math.round((width * scale) / 2), height: 2 * Math.round((height * scale) / 2) };
    const picture = resizeRgb(still.picture, size);
    for (const baseline of BASELINES) {
      const name = `baseline ${baseline} ${order.name}`;
      if (!wanted(name)) continue;
      const path = resolve(out, `${fileNameOf(name)}.mp4`);
      await makeBaseline(baseline, picture, path);
      const verdicts = judge(await measureClip(questionOf(order, still, path)), order.kind);
      const failed = verdicts.filter((verdict) => !verdict.passes);
      const caught = failed.some(({ metric }) => DISCRIMINATING.includes(metric));
      if (!caught) passed += 1;
      const by = failed.map(({ metric, said, bound = "" }) => `${metric} ${said} (${bound})`).join(", ");
      say(`${caught ? "fails, as it must" : "PASSES: the bench is blind"}  ${name}: ${by}`);
    }
  }
  return passed;
}

async function runTruth(): Promise<number> {
  if (!wanted("truth")) return 0;
  const told = await checkMeter(out);
  for (const { name, said, holds } of told) say(`${holds ? "meter right" : "METER WRONG"}  ${name}: ${said}`);
  return told.filter(({ holds }) => !holds).length;
}

async function main(): Promise<void> {
  mkdirSync(out, { recursive: true });
  const wrong = await runTruth();
  const blind = await runBaselines();
  const clips: PageClip[] = [];
  for (const order of CLIPS.filter(({ name }) => wanted(name))) {
    if (clips.length === 0) say(tableHead());
    const clip = await clipReport(order);
    clips.push(clip);
    say(tableRow(clip.report));
  }
  const failed = clips.filter(({ report }) => !report.passes).length;
  say(
    `${clips.length - failed} of ${clips.length} clips pass; ${blind} baselines pass (0 wanted); ${wrong} truths missed.`,
  );
  console.log(LEGEND);
  const reports = clips.map(({ report }) => report);
  writeFileSync(resolve(out, "quality.json"), `${JSON.stringify({ clips: reports, lines }, null, 1)}\n`);
  writeFileSync(resolve(out, "quality.html"), htmlPage({ title: "Quality of the engine's clips", lines, clips }));
  process.exitCode = failed + blind + wrong === 0 ? 0 : 1;
}

await main();
