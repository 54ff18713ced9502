import { likelihoodFromColours } from "./colour-histogram.ts";
import { skyConfidence } from "./sky-confidence.ts";
import { boxMean } from "./box-mean.ts";
import { cheapestPaths } from "./cheapest-path.ts";
import { smoothstep } from "./colour.ts";
import { applyModels, localModels } from "./guided-filter.ts";
import { nightOf } from "./night.ts";
import { ANALYSIS_SIDE, colourEdges, greatestPerCell, type Picture, type Scale } from "./picture.ts";
import type { Waterline } from "./waterline.ts";

/** Sky at the coarse size, before and after refinement, with what its confidence is judged from. */
export interface SkyFinding {
  /** 0 to 1 at the coarse size. */
  readonly coarse: Float32Array;
  /** 0 to 1 at the fine size. */
  readonly fine: Float32Array;
  readonly confidence: number;
  /** What the confidence would be if the words named a sky. */
  readonly asked: number;
  /** Mean Lab colour. */
  readonly colour: readonly [lightness: number, a: number, b: number];
}

export interface SkyHints {
  /** The prompt says that there is a sky. */
  readonly expected: boolean;
  /** The prompt speaks of what lies under an open sky. */
  readonly open: boolean;
  /** Where water begins, and how sure that is: a calm sea has the sky's colours, but the sky ends above it. */
  readonly shore: Waterline;
}

const ROUNDS = 2;
/** First only what is plainly joined to the top edge; then, with its colours known, across wires and branches too. */
const STRICT = [0.6, 1.6] as const;
const LENIENT = [1.6, 4] as const;

/**
 * Sky is what has sky's colours and little texture and can be reached from the top edge without crossing a sharp edge.
 * Colours are learned again from the picture itself in each round, so haze and odd light find their place.
 */
export function findSky(picture: Picture, { expected, open, shore }: SkyHints): SkyFinding {
  const { coarse, fine } = picture;
  const smooth = weigh(smoothness(coarse), above(coarse, shore));
  const edges = greatestPerCell(skylineEdges(picture), fine, coarse);
  const prior = expected || open ? withDusk(coarse, skyColour(coarse), smooth) : skyColour(coarse);
  const plain = weigh(prior, smooth);
  const joined = reachFromTop(coarse, { edges, likely: plain, patience: STRICT });
  // What looks like sky but was not reached may be sky beyond a wire: it speaks against its colour only softly.
  const outside = (mask: Float32Array): Float32Array => mask.map((s, i) => (1 - s) * (1 - 0.8 * plain[i]!));
  let sky = joined;
  for (let round = 0; round < ROUNDS; round++) {
    const learned = likelihoodFromColours(coarse.planes, sky, outside(sky));
    const likely = learned.map(
      (p, i) => smooth[i]! * Math.max(p * (0.5 + 0.5 * prior[i]!), 0.55 * joined[i]! * prior[i]!),
    );
    sky = reachFromTop(coarse, { edges, likely, patience: LENIENT });
  }
  const refined = applyModels(localModels(picture.guide, sky), fine.planes).data;
  for (let i = 0; i < refined.length; i++) refined[i] = smoothstep(0.2, 0.85, refined[i]!);
  const { asked, unasked, colour } = skyConfidence(coarse, sky, { prior, night: nightOf(coarse) });
  return { coarse: sky, fine: refined, confidence: expected ? asked : unasked, asked, colour };
}

const weigh = (a: Float32Array, b: Float32Array): Float32Array => a.map((v, i) => v * b[i]!);

/** Colour edges over the grain, those below which it gets darker counted double and more: skylines, not the tops of clouds. */
function skylineEdges({ fine, noise }: Picture): Float32Array {
  const { width, height, lab } = fine;
  const edges = colourEdges(fine);
  const gain = Math.sqrt(Math.min(1, Math.max(width, height) / ANALYSIS_SIDE));
  const grain = 0.8 * noise;
  return edges.map((e, i) => {
    const darker = 1.2 * Math.max(0, lab.lightness[i]! - (lab.lightness[i + width] ?? 100));
    return gain * Math.max(0, e + darker - grain);
  });
}

function above({ width, height }: Scale, { row, trust }: Waterline): Float32Array {
  return Float32Array.from(
    { length: width * height },
    (_, i) => 1 - trust * smoothstep(-0.002, 0.01, ((i / width) | 0) / height - row),
  );
}

function smoothness(scale: Scale): Float32Array {
  const local = boxMean(scale.texture, scale, 2);
  return local.map((t, i) => smoothstep(24, 9, Math.max(t, 0.6 * scale.texture[i]!)));
}

/** How well a colour suits a sky: blue by day, white or grey and bright, dark blue to black by night, warm at sunset; never green. */
function skyColour({ lab, height, width }: Scale): Float32Array {
  const exposure = exposureOf(lab.lightness);
  const out = new Float32Array(lab.lightness.length);
  for (let i = 0; i < out.length; i++) {
    const l = lab.lightness[i]!;
    const a = lab.a[i]!;
    const b = lab.b[i]!;
    const chroma = Math.hypot(a, b);
    const bright = l * exposure;
    const blue = smoothstep(1, 8, -b) * smoothstep(0.75, 0.35, a / (1 + Math.max(0, -b)));
    // The brightest part of the picture may be tinted by the light of the hour.
    const tint = 14 * smoothstep(78, 92, bright);
    const white = smoothstep(52, 72, bright) * smoothstep(22 + tint, 9 + tint, chroma);
    const night = smoothstep(32, 18, l) * smoothstep(26, 12, Math.max(a, b, -a * 2.5));
    const warm = 0.75 * smoothstep(35, 50, bright) * smoothstep(-4, 3, a + 0.12 * b) * smoothstep(-12, 0, b + a);
    const green = smoothstep(4, 10, -a) * smoothstep(-3, 4, b) * (1 - smoothstep(78, 92, bright));
    const lowness = ((i / width) | 0) / height;
    out[i] = Math.max(blue, white, 0.85 * night, warm) * (1 - green) * (1 - 0.35 * lowness * lowness);
  }
  return out;
}

/** Share of the picture that must glow warm and even for an evening, and from which it surely is one. */
const EVENING = [0.03, 0.1] as const;

/**
 * The colours of an evening sky between its blue and its glow, and of the clouds in it, are dim and nearly grey: by day those of
 * rock and roofs. They suit a sky where the words name one and something large, even and warm lies high in the picture.
 */
function withDusk({ lab, width, height }: Scale, prior: Float32Array, smooth: Float32Array): Float32Array {
  let glow = 0;
  for (let i = 0; i < prior.length; i++) {
    const lowness = ((i / width) | 0) / height;
    const warm = smoothstep(6, 14, lab.b[i]!) * smoothstep(40, 52, lab.lightness[i]!) * smooth[i]!;
    glow += (warm * smoothstep(0.75, 0.6, lowness)) / prior.length;
  }
  const evening = smoothstep(...EVENING, glow);
  if (evening === 0) return prior;
  return prior.map((p, i) => {
    const [l, a, b] = [lab.lightness[i]!, lab.a[i]!, lab.b[i]!];
    const dim = smoothstep(16, 28, l) * smoothstep(40, 25, Math.hypot(a, b)) * smoothstep(-8, -3, a);
    return Math.max(p, 0.7 * evening * dim);
  });
}

/** Factor that would bring the brightest places of an underexposed picture to a common level; never below 1. */
function exposureOf(lightness: Float32Array): number {
  const highlights = Float32Array.from(lightness).sort()[Math.floor((lightness.length - 1) * 0.97)]!;
  return Math.min(1.6, Math.max(1, 88 / Math.max(1, highlights)));
}

interface Reach {
  readonly edges: Float32Array;
  readonly likely: Float32Array;
  /** Path costs up to which a pixel is surely, and beyond which it is no longer, sky. */
  readonly patience: readonly [sure: number, end: number];
}

function reachFromTop(scale: Scale, { edges, likely, patience }: Reach): Float32Array {
  const { width, height } = scale;
  // Tolls are per pixel of a 320 px picture: a smaller picture has fewer pixels to cross.
  const stretch = 320 / Math.max(width, height, 80);
  const toll = likely.map(
    (p, i) => stretch * (0.002 + 0.7 * Math.max(0, 1 - p / 0.75) ** 2 + Math.min(1.5, 0.5 * (edges[i]! / 15) ** 2)),
  );
  const starts = Array.from({ length: width }, (_, x) => x);
  const [sure, end] = patience;
  const cost = cheapestPaths({ width, height, toll, starts, limit: end });
  return likely.map((p, i) => smoothstep(end, sure, cost[i]!) * smoothstep(0.25, 0.6, p));
}
