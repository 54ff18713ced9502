import { smoothstep } from "./colour.ts";
import type { Scale } from "./picture.ts";

export interface SkyClues {
  /** How well each pixel's colour suits a sky, 0 to 1. */
  readonly prior: Float32Array;
  readonly night: number;
}

export interface SkyConfidence {
  /** When the prompt says that there is a sky, and when nobody does. */
  readonly asked: number;
  readonly unasked: number;
  /** Mean Lab colour of what may be a sky. */
  readonly colour: readonly [lightness: number, a: number, b: number];
}

/**
 * How sure the mask is a sky and not snow, a white wall or a blurred background, which look the same from close by. Shape
 * alone never suffices: unasked, there must be blue, clouds on blue, a night or a sunset, or a light far beyond everything else.
 */
export function skyConfidence(scale: Scale, sky: Float32Array, { prior, night }: SkyClues): SkyConfidence {
  const seen = surveySky(scale, sky, prior);
  const shape =
    seen.fit *
    smoothstep(0.15, 0.5, seen.cover) *
    smoothstep(0.02, 0.06, seen.share) *
    smoothstep(0.5, 0.15, seen.bottom) *
    smoothstep(0.6, 0.3, seen.magenta);
  return {
    asked: whereTheWordsAre(seen, night),
    unasked: shape * Math.max(byDay(seen), byNight(seen, night), atSunset(seen)),
    colour: [seen.lightness, seen.tint, seen.blueness],
  };
}

/**
 * The words name a sky, so little evidence of one suffices, or the plain shape of one: the whole upper edge over a level
 * skyline, blue or by far the brightest. What is pale, smooth and at the top without either is a wall, a blur or snow.
 */
function whereTheWordsAre(seen: Survey, night: number): number {
  const { fit, share, cover, bottom, magenta } = seen;
  const evidence = Math.max(
    smoothstep(0.02, 0.2, byBlue(seen)) * smoothstep(0.01, 0.15, cover),
    // White may be snow or a wall in the light: it must be above much of the picture, and end.
    smoothstep(0.02, 0.2, blinding(seen)) * smoothstep(0.3, 0.6, cover) * smoothstep(0.5, 0.2, bottom),
    smoothstep(0.3, 0.7, byNight(seen, night)) * smoothstep(0.01, 0.15, cover),
    smoothstep(0.02, 0.2, eveningGlow(seen)) * smoothstep(0.3, 0.7, cover),
  );
  // What goes on to the lower edge is partly something else: fog, or calm water.
  const whole = 1 - 0.65 * smoothstep(0.2, 0.6, bottom);
  const sure = Math.max(evidence * whole, levelSky(seen));
  return fit * sure * smoothstep(0.003, 0.02, share) * smoothstep(0.6, 0.3, magenta);
}

/** Warm towards the horizon, over darker land or under blue: a wall is as warm above as below. */
function eveningGlow({ warm, blue, paling, lightness, lead }: Survey): number {
  const overLand = smoothstep(0.25, 0.55, warm) * smoothstep(5, 18, paling) * smoothstep(8, 26, lead);
  const underBlue = smoothstep(0.15, 0.35, warm) * smoothstep(0.08, 0.18, blue) * smoothstep(40, 90, paling);
  return smoothstep(30, 45, lightness) * Math.max(overLand, underBlue);
}

/** A clear or overcast sky has no clouds to know it by, but fills the top of the picture down to a skyline. */
function levelSky({ cover, bottom, highest, blue, blueness, lead, warm }: Survey): number {
  const shape = smoothstep(0.85, 0.97, cover) * smoothstep(0.03, 0.1, highest) * smoothstep(0.6, 0.2, bottom);
  // Daylight through clouds is neutral or cold; a white wall mostly takes a warm tint from its room.
  const overcast = 0.6 * smoothstep(8, 32, lead) * smoothstep(0.6, 0.3, warm) * smoothstep(2.4, 0.6, blueness);
  return shape * Math.max(smoothstep(0.3, 0.7, blue), overcast);
}

/** Lab's b (negative is blue) in the sky: its mean, its standard deviation, and its rise from the top to the bottom of a picture. */
interface BlueProfile {
  readonly blueness: number;
  readonly variety: number;
  readonly paling: number;
}

/** Shares run from 0 to 1 of the sky's own area; `cover` and `bottom` of the picture's upper and lower edge. */
interface Survey extends BlueProfile {
  readonly share: number;
  readonly cover: number;
  readonly bottom: number;
  /** Where the sky ends, 0 (top) to 1, in the tenth of the columns where it ends highest. */
  readonly highest: number;
  /** Mean suitability of the colours. */
  readonly fit: number;
  readonly blue: number;
  readonly white: number;
  readonly warm: number;
  readonly magenta: number;
  readonly lightness: number;
  /** Mean of Lab's a. */
  readonly tint: number;
  /** Mean lightness over that of everything else. */
  readonly lead: number;
}

const byDay = (seen: Survey): number => Math.max(byBlue(seen), blinding(seen));

/** A sky is paler near the horizon and clouds are whiter than it; a wall in blue shade is the same all over. */
function byBlue({ blue, white, lightness, blueness, variety, paling }: Survey): number {
  const cloudsOnBlue = smoothstep(0.06, 0.22, blue) * smoothstep(0.02, 0.08, white) * smoothstep(3, 5.5, variety);
  const likeSky = Math.max(smoothstep(3, 12, paling), smoothstep(-18, -30, blueness));
  const clearBlue = 0.8 * smoothstep(0.5, 0.85, blue) * smoothstep(28, 42, lightness) * likeSky;
  return Math.max(cloudsOnBlue, clearBlue);
}

/** Far brighter than everything else, as seen from a shade. */
function blinding({ lightness, lead, white, blue }: Survey): number {
  return 0.7 * smoothstep(84, 92, lightness) * smoothstep(38, 58, lead) * smoothstep(0.4, 0.7, white + blue);
}

/** A black sky might as well be a black backdrop; a dark blue one hardly. */
function byNight({ blue, lightness }: Survey, night: number): number {
  const dark = smoothstep(48, 36, lightness) * night ** 0.5 * (0.4 + 0.6 * smoothstep(0.3, 0.7, blue));
  const darkBlue = 0.75 * smoothstep(32, 20, lightness) * smoothstep(0.5, 0.8, blue);
  return Math.max(dark, darkBlue);
}

function atSunset({ warm, lightness, lead, paling }: Survey): number {
  const glow = smoothstep(5, 18, paling);
  return 0.85 * glow * smoothstep(0.25, 0.55, warm) * smoothstep(48, 62, lightness) * smoothstep(22, 42, lead);
}

function surveySky(scale: Scale, sky: Float32Array, prior: Float32Array): Survey {
  const { width, height, lab } = scale;
  const sum = { weight: 1e-6, fit: 0, blue: 0, white: 0, warm: 0, magenta: 0, lightness: 0, tint: 0, elsewhere: 0 };
  let [cover, bottom] = [0, 0];
  for (let x = 0; x < width; x++) {
    cover += sky[x]! / width;
    bottom += sky[(height - 1) * width + x]! / width;
  }
  for (let i = 0; i < sky.length; i++) {
    const s = sky[i]!;
    const l = lab.lightness[i]!;
    const a = lab.a[i]!;
    const b = lab.b[i]!;
    sum.weight += s;
    sum.fit += s * prior[i]!;
    sum.lightness += s * l;
    sum.tint += s * a;
    sum.elsewhere += (1 - s) * l;
    if (b < 0 && a < -0.6 * b) sum.blue += s * smoothstep(-5, -14, b);
    if (l > 70 && b < 5 && Math.hypot(a, b) < 9) sum.white += s;
    if (b > 4 && a > -2) sum.warm += s;
    if (a > 6 && b < 0.5 * a && a > -0.5 * b && l > 30) sum.magenta += s;
  }
  const w = sum.weight;
  return {
    share: w / sky.length,
    cover,
    bottom,
    highest: highestEnd(scale, sky),
    fit: sum.fit / w,
    blue: sum.blue / w,
    white: sum.white / w,
    warm: sum.warm / w,
    magenta: sum.magenta / w,
    lightness: sum.lightness / w,
    tint: sum.tint / w,
    lead: sum.lightness / w - sum.elsewhere / Math.max(1, sky.length - w),
    ...blueProfile(scale, sky),
  };
}

function highestEnd({ width, height }: Scale, sky: Float32Array): number {
  const ends = Float32Array.from({ length: width }, (_, x) => {
    let end = height;
    while (end > 0 && sky[(end - 1) * width + x]! <= 0.5) end--;
    return end / height;
  });
  return ends.sort()[Math.floor(width / 10)] ?? 0;
}

function blueProfile({ width, height, lab }: Scale, sky: Float32Array): BlueProfile {
  let [weight, sumB, sumBB, sumY, sumYY, sumBY] = [1e-6, 0, 0, 0, 0, 0];
  for (let i = 0; i < sky.length; i++) {
    const s = sky[i]!;
    const b = lab.b[i]!;
    const y = ((i / width) | 0) / height;
    weight += s;
    sumB += s * b;
    sumBB += s * b * b;
    sumY += s * y;
    sumYY += s * y * y;
    sumBY += s * b * y;
  }
  const blueness = sumB / weight;
  const spreadY = sumYY / weight - (sumY / weight) ** 2;
  return {
    blueness,
    variety: Math.sqrt(Math.max(0, sumBB / weight - blueness ** 2)),
    paling: (sumBY / weight - (blueness * sumY) / weight) / Math.max(1e-4, spreadY),
  };
}
