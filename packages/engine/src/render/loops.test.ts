import type { EffectKind } from "@kinora/contract";
import { describe, expect, test } from "vitest";
import { RENDERED_CAMERAS } from "../abilities.ts";
import { framesOf } from "../testing/frame-probe.ts";
import { syntheticEffect, syntheticPicture, syntheticPlan, syntheticScene } from "../testing/synthetic-scene.ts";
import type { MotionPlan } from "@kinora/contract";

const size = { width: 160, height: 120 };
const lamps = [
  { x: 16, y: 20, width: 12, height: 12 },
  { x: 60, y: 26, width: 10, height: 10 },
  { x: 100, y: 22, width: 14, height: 14 },
];
const scene = syntheticScene({
  sky: (_, y) => y < 0.3,
  water: (x, y) => y > 0.6 && x < 0.5,
  vegetation: (x, y) => y > 0.5 && x > 0.5,
  subject: (x, y) => Math.abs(x - 0.5) < 0.2 && y > 0.3,
  fire: (x, y) => Math.abs(x - 0.5) < 0.12 && y > 0.3 && y < 0.8,
  depth: (_, y) => (y > 0.6 ? y : 0.2),
  lamps,
});

/** Everywhere texture, and bright lamps. */
function picture() {
  const image = syntheticPicture(size.width, size.height);
  for (const lamp of lamps) {
    for (let y = lamp.y + 4; y < lamp.y + lamp.height - 4; y += 1) {
      image.data.fill(250, (y * size.width + lamp.x + 4) * 3, (y * size.width + lamp.x + lamp.width - 4) * 3);
    }
  }
  return image;
}

/** How the change from the last frame of a loop to its first compares with the median one from frame to frame. */
async function seamOf(parts: Partial<MotionPlan>): Promise<number> {
  const plan = syntheticPlan({ loop: true, fps: 24, duration_seconds: 3, ...parts });
  const frames = await framesOf({ image: picture(), scene, plan, size, workers: 1 });
  const pixels = size.width * size.height;
  const steps = frames.map(({ data }, index) => {
    const next = frames[(index + 1) % frames.length]!.data;
    let sum = 0;
    for (let at = 0; at < pixels; at += 1) sum += Math.abs(data[at]! - next[at]!);
    return sum / pixels;
  });
  const seam = steps.pop()!;
  const median = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)]!;
  expect(median).toBeGreaterThan(0.005);
  return seam / median;
}

const SWINGING = ["water", "sway", "lights", "fire", "breathe"] as const satisfies readonly EffectKind[];

describe.each(SWINGING)("%s in a loop", (kind) => {
  test.each([1, 2, 3, 4])(
    "comes back to its start as smoothly as it goes from frame to frame, with seed %s",
    async (seed) => {
      expect(await seamOf({ seed, effects: [syntheticEffect(kind)] })).toBeLessThan(1.2);
    },
  );
});

test.each(RENDERED_CAMERAS.filter((type) => type !== "static"))("%s in a loop has no seam", async (type) => {
  expect(await seamOf({ camera: { type, amount: 1, ease: "inout" } })).toBeLessThan(1.2);
});
