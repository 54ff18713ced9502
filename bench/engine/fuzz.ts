/**
 * Pictures and prompts that nobody would think of, through the door, the real engine and the check of the film:
 *
 *   npm run fuzz -- [--count 150] [--seed 1] [--only INDEX] [--max-side 8000] [--quiet]
 *
 * Each case is a picture (any format, 16 to 8000 pixels, aspect 1:8 to 8:1, grey, 16-bit, CMYK, palette, alpha, animated, one
 * colour, noise; one in four damaged), a prompt of up to 10,000 characters of random Unicode, and an order of one second. It
 * has to end in a whole video of the right size, or in an error whose code says what to do; a crash, a hang, a wrong video
 * or memory that grows is a fault. `--only` runs one case of a seed again. Exit 1 when there was a fault.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import sharp from "sharp";
import { openCaseMaker } from "./fuzz/case-maker.ts";
import { growthOf, isLeak, lineOf, tableOf } from "./fuzz/report.ts";
import { atTheDoor, type FuzzResult, runCase } from "./fuzz/run-case.ts";

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "150" },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
    "max-side": { type: "string", default: "8000" },
    quiet: { type: "boolean", default: false },
  },
});
const limits = { maxSidePx: Number(values["max-side"]), maxPixels: 64_000_000 };
const seed = Number(values.seed);
const indices =
  values.only === undefined ? Array.from({ length: Number(values.count) }, (_, index) => index) : [Number(values.only)];

/**
 * The allocator keeps what the largest picture needed. That is no growth, so it is there before the first case is measured:
 * pictures of the most pixels, of the kinds that need most, come through the door.
 */
const warmUp = async (): Promise<void> => {
  const side = Math.floor(Math.sqrt(limits.maxPixels));
  const picture = sharp({ create: { width: side, height: side, channels: 4, background: "#4568" } });
  for (const bytes of await Promise.all([
    picture.png().toBuffer(),
    picture.webp().toBuffer(),
    picture.avif({ effort: 0 }).toBuffer(),
  ])) {
    const path = join(folder, "largest");
    await writeFile(path, bytes);
    await atTheDoor(path);
  }
};

const maker = openCaseMaker({ seed, limits });
const results: FuzzResult[] = [];
const folder = await mkdtemp(join(tmpdir(), "kinora-fuzz-"));
try {
  await warmUp();
  for (const index of indices) {
    const result = await runCase(await maker.make(index), await mkdtemp(join(folder, "case-")));
    results.push(result);
    if (!values.quiet || result.end.kind === "fault") console.log(lineOf(result));
  }
} finally {
  maker.close();
  await rm(folder, { recursive: true, force: true });
}

const faults = results.filter(({ end }) => end.kind === "fault");
const growth = growthOf(results);
console.log(["", ...tableOf(results)].join("\n"));
console.log(`memory of this process: ${(growth / 2 ** 20).toFixed(0)} MiB more at the end than at the beginning`);
console.log(`${results.length} cases of seed ${seed}: ${faults.length} faults`);
for (const fault of faults) console.log(lineOf(fault));
process.exitCode = faults.length > 0 || isLeak(growth) ? 1 : 0;
