import { boxMean } from "./box-mean.ts";
import { smoothstep } from "./colour.ts";
import { applyModels, localModels } from "./guided-filter.ts";
import type { Picture, Scale } from "./picture.ts";
import type { RgbPlanes } from "./resize.ts";

export interface VegetationFinding {
  readonly coarse: Float32Array;
  readonly fine: Float32Array;
  readonly confidence: number;
}

/** Vegetation is green; and, where the prompt speaks of it or it borders on green, straw-coloured with fine texture (dry grass). */
export function findVegetation(picture: Picture, sky: Float32Array, expected: boolean): VegetationFinding {
  const { coarse, fine } = picture;
  const own = greenness(coarse.planes);
  const around = excessGreen(averaged(coarse, 6));
  const green = own.map((g, i) => g * smoothstep(0.015, 0.045, around[i]!));
  const dry = dryness(coarse);
  const reach = Math.max(2, Math.round(Math.max(coarse.width, coarse.height) / 12));
  const greenNearby = boxMean(green, coarse, reach);
  const raw = green.map((g, i) => {
    const straw = dry[i]! * (expected ? 0.85 : smoothstep(0.1, 0.35, greenNearby[i]!));
    return Math.max(g, straw) * (1 - sky[i]!);
  });
  const settled = boxMean(raw, coarse, 2).map((v) => smoothstep(0.15, 0.6, v));
  const refined = applyModels(localModels(picture.guide, settled), fine.planes).data;
  return { coarse: settled, fine: refined, confidence: vegetationConfidence(settled, green, expected) };
}

/** The colours of the neighbourhood: single green grains in noise or print are no leaves. */
function averaged(scale: Scale, radius: number): Pick<RgbPlanes, "red" | "green" | "blue"> {
  const { red, green, blue } = scale.planes;
  return {
    red: boxMean(red, scale, radius),
    green: boxMean(green, scale, radius),
    blue: boxMean(blue, scale, radius),
  };
}

/** 2g-r-b of the chromaticities: about 0 on grey, over 0.1 on leaves. */
function excessGreen({ red, green, blue }: Pick<RgbPlanes, "red" | "green" | "blue">): Float32Array {
  return green.map((g, i) => (3 * g) / (red[i]! + g + blue[i]! + 1e-3) - 1);
}

/** How green, 0 to 1; below a few levels of brightness colour means nothing. */
function greenness(planes: RgbPlanes): Float32Array {
  return excessGreen(planes).map((excess, i) => {
    const sum = planes.red[i]! + planes.green[i]! + planes.blue[i]!;
    return smoothstep(0.05, 0.16, excess) * smoothstep(0.06, 0.18, sum);
  });
}

/** Yellowish to brownish, moderately saturated and finely textured: straw, heath, autumn grass. */
function dryness({ lab, texture, planes }: Scale): Float32Array {
  return texture.map((t, i) => {
    const a = lab.a[i]!;
    const b = lab.b[i]!;
    const hue = smoothstep(0.75, 0.35, Math.abs(a - 2) / Math.max(4, b));
    const saturation = smoothstep(6, 13, b) * smoothstep(60, 40, b);
    const notRed = smoothstep(0, 0.02, planes.green[i]! - planes.blue[i]!);
    return hue * saturation * notRed * smoothstep(7, 16, t);
  });
}

/**
 * Unasked, a large share must be truly green: cats' eyes, painted wood and tigers are not. Asked for, some green suffices, or
 * straw over much of the picture: fur, planks and bricks have its colours and its texture too, but fill less of it.
 */
function vegetationConfidence(settled: Float32Array, green: Float32Array, expected: boolean): number {
  let [share, greenShare] = [0, 0];
  for (let i = 0; i < settled.length; i++) {
    share += settled[i]! / settled.length;
    greenShare += (settled[i]! * green[i]!) / settled.length;
  }
  if (expected) return Math.max(smoothstep(0.008, 0.05, greenShare), smoothstep(0.2, 0.4, share));
  return 0.9 * smoothstep(0.12, 0.3, share) * smoothstep(0.03, 0.12, greenShare);
}
