/**
 * The same photograph, taken otherwise: mirrored, cropped, tinted, blurred, compressed, noisy, dark. What was found in it has to
 * be found where it was, and what is not there must not appear:
 *
 *   node bench/engine/robust.ts [part of a photograph's name] [a change]
 *
 * One line per photograph and change: of each region that is there the overlap with the original's (sum of lesser values by sum
 * of greater ones), of those that are not there only what was found. Ends with 1 when something is lost or appears.
 */
import { findingsOf } from "../../packages/engine/src/analyse/findings.ts";
import { analyseScene } from "../../packages/engine/src/analyse/index.ts";
import { isNowhere } from "../../packages/engine/src/plan/ground.ts";
import type { FloatMap, SceneMaps } from "../../packages/engine/src/scene.ts";
import { CHANGES, type Change } from "./robust/changes.ts";
import { type Asked, pictureOf, TRUTHS, type Truth } from "./analysis/truth.ts";

/** Two maps of a thing that overlap less than this move different places. */
const LEAST_OVERLAP = 0.6;

const [part = "", only = ""] = process.argv.slice(2);
const isPhotograph = ({ scene }: Truth): boolean => /^\d\d-/u.test(scene);

/** The map of one kind as the changed picture should show it, at the size that its own map has. */
function expectedMap(map: FloatMap, change: Change, size: { width: number; height: number }): FloatMap {
  const { width, height } = size;
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [u, v] = change.from((x + 0.5) / width, (y + 0.5) / height);
      const column = Math.min(map.width - 1, Math.floor(u * map.width));
      const row = Math.min(map.height - 1, Math.floor(v * map.height));
      data[y * width + x] = map.data[row * map.width + column]!;
    }
  }
  return { width, height, data };
}

function overlap(one: FloatMap, other: FloatMap): number {
  let [common, all] = [0, 1e-6];
  for (const [at, value] of one.data.entries()) {
    common += Math.min(value, other.data[at]!);
    all += Math.max(value, other.data[at]!);
  }
  return common / all;
}

interface Told {
  readonly said: string;
  readonly isWrong: boolean;
}

function judge(kind: Asked, isThere: boolean, maps: { before: SceneMaps; after: SceneMaps; change: Change }): Told {
  const { before, after, change } = maps;
  const isFound = !isNowhere(findingsOf(after).regions[kind]);
  if (!isThere) return { said: isFound ? `${kind} APPEARS` : "", isWrong: isFound };
  // What the photograph itself does not show is for absent.ts to say.
  if (isNowhere(findingsOf(before).regions[kind])) return { said: `${kind} –`, isWrong: false };
  const { map } = after.regions[kind];
  const share = isFound ? overlap(expectedMap(before.regions[kind].map, change, map), map) : 0;
  const isWrong = share < LEAST_OVERLAP;
  return { said: `${kind} ${share.toFixed(2)}${isWrong ? " LOST" : ""}`, isWrong };
}

let [pairs, wrong] = [0, 0];
for (const { scene, has, lacks } of TRUTHS.filter((truth) => isPhotograph(truth) && truth.scene.includes(part))) {
  const image = await pictureOf(scene);
  const expects = [...has, ...lacks];
  const before = analyseScene(image, { expects });
  for (const [name, change] of Object.entries(CHANGES)) {
    if (!name.includes(only)) continue;
    const after = analyseScene(await change.to(image), { expects });
    const told = expects.map((kind) => judge(kind, has.includes(kind), { before, after, change }));
    pairs += told.length;
    wrong += told.filter(({ isWrong }) => isWrong).length;
    const said = told.map(({ said: words }) => words).filter((words) => words !== "");
    console.log(`${scene.padEnd(24)} ${name.padEnd(10)} ${said.join(", ")}`);
  }
}
console.log(`${wrong} of ${pairs} wrong`);
process.exitCode = wrong === 0 ? 0 : 1;
