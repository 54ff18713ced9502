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

export interface VegetationHints {
  /** At the coarse size, as far as it is trusted. */
  readonly sky: Float32Array;
  readonly night: number;
  /** The prompt says that something grows there. */
  readonly expected: boolean;
}

/**
 * Vegetation is green; and, where the prompt speaks of it or it borders on green, straw-coloured with fine texture (dry
 * grass). Asked for, orange leaves among green ones are vegetation too.
 */
export function findVegetation(picture: Picture, { sky, night, expected }: VegetationHints): VegetationFinding {
  const { coarse, fine } = picture;
  const leafy = leafiness(coarse.planes);
  // Lamps turn everything yellow by night: what is green then is greener than that.
  const own = greenness(coarse.planes).map((g, i) => g * (1 - night * (1 - leafy[i]!)));
  const around = excessGreen(averaged(coarse, 6));
  const green = own.map((g, i) => g * smoothstep(0.015, 0.045, around[i]!));
  const dry = dryness(coarse);
  const autumn = autumnColour(coarse);
  const reach = Math.max(2, Math.round(Math.max(coarse.width, coarse.height) / 12));
  const greenNearby = boxMean(green, coarse, reach);
  const raw = green.map((g, i) => {
    const nearby = smoothstep(0.1, 0.35, greenNearby[i]!);
    const straw = dry[i]! * (expected ? 0.85 : nearby);
    const turned = expected ? autumn[i]! * nearby : 0;
    return Math.max(g, (1 - night) * Math.max(straw, turned)) * (1 - sky[i]!);
  });
  const settled = boxMean(raw, coarse, 2).map((v) => smoothstep(0.15, 0.6, v));
  const refined = applyModels(localModels(picture.guide, settled), fine.planes).data;
  return { coarse: settled, fine: refined, confidence: vegetationConfidence(settled, { green, leafy, expected }) };
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

/** 1 where green is at least about as strong as red, 0 on yellow and orange: lamplight, fur and wood are that too. */
function leafiness({ red, green, blue }: RgbPlanes): Float32Array {
  return green.map((g, i) => smoothstep(-0.09, -0.01, (g - red[i]!) / (red[i]! + g + blue[i]! + 1e-3)));
}

/** Yellowish to brownish, moderately saturated and finely textured: straw, heath, autumn grass. */
function dryness({ lab, texture, planes }: Scale): Float32Array {
  return texture.map((t, i) => {
    const a = lab.a[i]!;
    const b = lab.b[i]!;
    const hue = smoothstep(0.5, 0.2, Math.abs(a - 2) / Math.max(4, b));
    const saturation = smoothstep(6, 13, b) * smoothstep(60, 40, b);
    const notRed = smoothstep(0, 0.02, planes.green[i]! - planes.blue[i]!);
    return hue * saturation * notRed * smoothstep(7, 16, t);
  });
}

/** Strong orange to yellow with the texture of leaves; fox and tiger are that too, but seldom among green. */
function autumnColour({ lab, texture }: Scale): Float32Array {
  return texture.map((t, i) => {
    const a = lab.a[i]!;
    const b = lab.b[i]!;
    return smoothstep(26, 40, Math.hypot(a, b)) * smoothstep(1, 0.75, a / Math.max(4, b)) * smoothstep(7, 16, t);
  });
}

interface Judged {
  readonly green: Float32Array;
  readonly leafy: Float32Array;
  readonly expected: boolean;
}

/**
 * Unasked, a large share must be truly green: cats' eyes, painted wood and tigers are not. Asked for, some green suffices, or
 * straw over much of the picture: fur, planks and bricks have its colours and its texture too, but fill less of it.
 */
function vegetationConfidence(settled: Float32Array, { green, leafy, expected }: Judged): number {
  let [share, greenShare] = [0, 0];
  for (let i = 0; i < settled.length; i++) {
    share += settled[i]! / settled.length;
    greenShare += (settled[i]! * green[i]! * leafy[i]!) / settled.length;
  }
  if (expected) return Math.max(smoothstep(0.008, 0.05, greenShare), smoothstep(0.2, 0.4, share));
  return 0.9 * smoothstep(0.12, 0.3, share) * smoothstep(0.03, 0.12, greenShare);
}
