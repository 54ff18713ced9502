/**
 * Things that the words name and that are not in the picture, beside the same words where they are:
 *
 *   node bench/engine/absent.ts [part of a scene's name]
 *
 * One line per pair: scene, prompt, what the plan says of it, and how sure the analysis is of the region. The last lines count
 * what was found where there is none, and missed where there is some. Scenes are photographs, parts of them, and painted
 * ones (`analysis/painted-scenes.ts`); what is in them was judged by eye.
 */
import type { Effect } from "@kinora/contract";
import { planStill } from "../../packages/engine/src/plan-still.ts";
import { type Asked, pictureOf, TRUTHS } from "./analysis/truth.ts";

const part = process.argv[2] ?? "";

/** Two ways to ask for each kind of thing; scenes take turns. */
const PROMPTS: Record<Asked, readonly [string, string]> = {
  sky: ["the clouds drift slowly", "云朵缓缓飘动"],
  water: ["gentle ripples on the water", "湖水泛起涟漪"],
  vegetation: ["the grass sways in the wind", "草随风摇摆"],
  lights: ["the lights flicker softly", "灯光闪烁"],
  fire: ["the flames flicker", "火焰跳动"],
};

const wish = { motion: undefined, seed: 1, durationSeconds: 4, fps: 30, loop: false };
const counts = { absent: 0, found: 0, present: 0, missed: 0 };

const isIn = (kind: Asked, effects: readonly Effect[]): boolean => effects.some(({ region }) => region === kind);

for (const [index, { scene, has, lacks }] of TRUTHS.entries()) {
  if (!scene.includes(part)) continue;
  const image = await pictureOf(scene);
  for (const kind of [...has, ...lacks]) {
    const prompt = PROMPTS[kind][index % 2]!;
    const { planned, scene: maps } = planStill(image, { ...wish, prompt });
    const isPresent = has.includes(kind);
    const isUnmet = planned.report.unmet.some(({ reason }) => reason === "region-not-found");
    const isMoved = isIn(kind, planned.plan.effects);
    counts[isPresent ? "present" : "absent"] += 1;
    if (isPresent && !isMoved) counts.missed += 1;
    if (!isPresent && isMoved) counts.found += 1;
    const verdict = isUnmet ? "region not found" : isMoved ? "moves" : "does not move";
    const isRight = isPresent ? isMoved : isUnmet && !isMoved;
    const { confidence, share } = maps.regions[kind];
    console.log(
      [
        scene.padEnd(24),
        prompt.padEnd(28),
        (isPresent ? "there" : "not there").padEnd(10),
        verdict.padEnd(17),
        `confidence ${confidence.toFixed(2)}, share ${share.toFixed(3)}`,
        isRight ? "" : "WRONG",
      ].join(" "),
    );
  }
}
console.log(`found where there is none: ${counts.found} of ${counts.absent}`);
console.log(`missed where there is some: ${counts.missed} of ${counts.present}`);
