import { likelihoodFromColours } from "./colour-histogram.ts";
import { boxMean } from "./box-mean.ts";
import { cheapestPaths } from "./cheapest-path.ts";
import { smoothstep } from "./colour.ts";
import { applyModels, localModels } from "./guided-filter.ts";
import { colourEdges, greatestPerCell, type Picture, type Scale } from "./picture.ts";

/** Sky at the coarse size, before and after refinement, with what its confidence is judged from. */
export interface SkyFinding {
  /** 0 to 1 at the coarse size. */
  readonly coarse: Float32Array;
  /** 0 to 1 at the fine size. */
  readonly fine: Float32Array;
  readonly confidence: number;
}

const ROUNDS = 3;
const FARTHEST = 6;

/**
 * Sky is what has sky's colours and little texture and can be reached from the top edge without crossing a sharp edge.
 * Colours are learned again from the picture itself in each round, so haze and odd light find their place.
 */
export function findSky(picture: Picture, expected: boolean): SkyFinding {
  const { coarse, fine } = picture;
  const smooth = smoothness(coarse);
  const edges = greatestPerCell(colourEdges(fine), fine, coarse);
  const prior = skyColour(coarse);
  let likely: Float32Array = prior;
  let sky = reachFromTop(coarse, edges, weigh(prior, smooth));
  for (let round = 0; round < ROUNDS; round++) {
    const learned = likelihoodFromColours(coarse.planes, sky, complement(sky));
    likely = learned.map((p, i) => p * (0.5 + 0.5 * prior[i]!) + 0.25 * (1 - p) * prior[i]! * prior[i]!);
    sky = reachFromTop(coarse, edges, weigh(likely, smooth));
  }
  const refined = applyModels(localModels(picture.guide, sky), fine.planes).data;
  for (let i = 0; i < refined.length; i++) refined[i] = smoothstep(0.2, 0.85, refined[i]!);
  return { coarse: sky, fine: refined, confidence: skyConfidence(coarse, sky, { prior, edges, expected }) };
}

const complement = (mask: Float32Array): Float32Array => mask.map((v) => 1 - v);
const weigh = (a: Float32Array, b: Float32Array): Float32Array => a.map((v, i) => v * b[i]!);

function smoothness(scale: Scale): Float32Array {
  const local = boxMean(scale.texture, scale, 2);
  return local.map((t, i) => smoothstep(24, 9, Math.max(t, 0.6 * scale.texture[i]!)));
}

/** How well a colour suits a sky: blue by day, white or grey and bright, dark blue to black by night, warm at sunset; never green. */
function skyColour({ lab, height, width }: Scale): Float32Array {
  const out = new Float32Array(lab.lightness.length);
  for (let i = 0; i < out.length; i++) {
    const l = lab.lightness[i]!;
    const a = lab.a[i]!;
    const b = lab.b[i]!;
    const chroma = Math.hypot(a, b);
    const blue = smoothstep(1, 8, -b) * smoothstep(0.75, 0.35, a / (1 + Math.max(0, -b)));
    const white = smoothstep(52, 72, l) * smoothstep(22, 9, chroma);
    const night = smoothstep(32, 18, l) * smoothstep(14, 6, Math.max(a, b, -a * 1.5));
    const warm = 0.75 * smoothstep(35, 50, l) * smoothstep(-4, 3, a + 0.12 * b) * smoothstep(-12, 0, b + a);
    const green = smoothstep(4, 10, -a) * smoothstep(-3, 4, b);
    const lowness = ((i / width) | 0) / height;
    out[i] = Math.max(blue, white, 0.85 * night, warm) * (1 - green) * (1 - 0.35 * lowness * lowness);
  }
  return out;
}

function reachFromTop(scale: Scale, edges: Float32Array, likely: Float32Array): Float32Array {
  const { width, height } = scale;
  // Tolls are per pixel of a 320 px picture: a smaller picture has fewer pixels to cross.
  const stretch = 320 / Math.max(width, height, 80);
  const toll = likely.map(
    (p, i) => stretch * (0.002 + 0.7 * Math.max(0, 1 - p / 0.75) ** 2 + Math.min(1.2, 0.5 * (edges[i]! / 18) ** 2)),
  );
  const starts = Array.from({ length: width }, (_, x) => x);
  const cost = cheapestPaths({ width, height, toll, starts, limit: FARTHEST });
  return likely.map((p, i) => smoothstep(3.4, 1.4, cost[i]!) * smoothstep(0.25, 0.6, p));
}

interface Evidence {
  readonly prior: Float32Array;
  readonly edges: Float32Array;
  readonly expected: boolean;
}

function skyConfidence(scale: Scale, sky: Float32Array, { prior, expected }: Evidence): number {
  void expected;
  const { width } = scale;
  let [cover, weight, fit] = [0, 1e-6, 0];
  for (let x = 0; x < width; x++) cover += sky[x]! / width;
  for (let i = 0; i < sky.length; i++) {
    weight += sky[i]!;
    fit += sky[i]! * prior[i]!;
  }
  return (smoothstep(0.05, 0.5, cover) * fit) / weight;
}
