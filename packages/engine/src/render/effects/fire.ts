import { distanceFromEdge } from "../edge-distance.ts";
import { calmPhases } from "../calm-phases.ts";
import { CELL_PX, type FrameGeometry } from "../frame-geometry.ts";
import { fittingHz } from "../motion-clock.ts";
import { blurMap, type NodeMap, toNodes } from "../node-map.ts";
import { limitStretch } from "../limit-stretch.ts";
import { middleOf, movingNodes, type Oscillation, partsOf, type Swing } from "../oscillation.ts";
import { randomFrom, seedOf } from "../random.ts";
import { type EffectInput, gentleness } from "./effect-input.ts";

/** Waves that run up through flames: a slow lean and ever shorter, quicker licks; px at a short side of 720 and at the tips. */
const LICKS = [
  { px: 4.5, hz: 0.9, lengthPx: 240 },
  { px: 3.2, hz: 2.1, lengthPx: 84 },
  { px: 2.2, hz: 3.2, lengthPx: 58 },
  { px: 1.4, hz: 4.7, lengthPx: 42 },
  { px: 0.9, hz: 6.3, lengthPx: 31 },
] as const;
/** Their pale tips reach this far over the region that is found (short side 720). */
const TIPS_PX = 26;
/** No lick is shorter than this on the screen: cells could not show it. */
const SHORTEST_PX = 26;
/** Flames flicker as fires do: strongest at 2 Hz and, as 1/√f, up to 8. */
const FLICKER_HZ = [1.3, 2.1, 3.4, 4.9, 6.4, 7.9] as const;
/** All of a flicker's parts at their strongest; and the most that any amount makes of it. */
const FLICKER = 0.5;
const MOST_FLICKER = 0.8;
/** What a fire lights up changes by this share of its own change beside it, and less with the distance, in heights of the flames. */
const GLOW = 0.4;
const GLOW_HEIGHTS = 0.6;
const LEAST_GLOW = 0.02;
/** Flames as high as this (short side 720) move by the full px; lower ones by less, down to a share. */
const FULL_HEIGHT_PX = 200;
const LEAST_SIZE = 0.6;
/** A fire of less than this share of the picture is a candle: calmer. */
const CANDLE = 0.012;
const CALM = { pace: 0.75, depth: 0.6, licks: 0.25 } as const;

interface Flames {
  /** Per node: 1 in the flames, the same with their tips, and how high above their foot, 0 to 1. */
  readonly inside: NodeMap;
  readonly reached: NodeMap;
  readonly height: NodeMap;
  /** px */
  readonly tall: number;
}

function flamesIn(inside: NodeMap, frame: FrameGeometry): Flames {
  const perRow = frame.columns + 1;
  const around = distanceFromEdge(
    inside.map((value) => (value < 0.5 ? 1 : 0)),
    frame,
  );
  const tips = Math.max(1.5, (TIPS_PX * frame.unit) / CELL_PX);
  const reached = inside.map((value, node) => Math.max(value, 1 - around[node]! / tips));
  const runs = new Float32Array(inside.length);
  let tallest = 1;
  for (let node = inside.length - 1; node >= 0; node -= 1) {
    if (reached[node]! < 0.2) continue;
    runs[node] = (node + perRow < runs.length ? runs[node + perRow]! : 0) + 1;
    tallest = Math.max(tallest, runs[node]!);
  }
  const size = { width: perRow, height: frame.rows + 1 };
  const data = runs.map((run) => Math.min(1, run / tallest));
  // Beside a high column a low one is not as calm as alone: flames stand together.
  const height = blurMap({ ...size, data }, 1).data;
  return { inside, reached, height, tall: tallest * CELL_PX };
}

/** Flames: they flicker, licks run up through them, and what they light up flickers along. */
export function fireMotion({ effect, plan, region, frame }: EffectInput): Oscillation[] {
  const inside = toNodes(blurMap(region.map, 1), frame).map((value) => Math.min(1, Math.max(0, (value - 0.2) / 0.4)));
  const flames = flamesIn(inside, frame);
  const isCandle = region.share < CANDLE;
  const strength = effect.amount * gentleness(effect) * (isCandle ? CALM.depth : 1);
  const pace = effect.speed * (isCandle ? CALM.pace : 1);
  const input = { plan, frame, flames, strength, pace, isCandle };
  return [licksOf(input), flickerOf(input)].filter(({ nodes }) => nodes.length > 0);
}

interface FireInput extends Pick<EffectInput, "plan" | "frame"> {
  readonly flames: Flames;
  readonly strength: number;
  readonly pace: number;
  readonly isCandle: boolean;
}

function licksOf({ plan, frame, flames, strength, pace, isCandle }: FireInput): Oscillation {
  const random = randomFrom(seedOf(plan.seed, "flames"));
  const perRow = frame.columns + 1;
  const size = Math.max(LEAST_SIZE, Math.min(1, flames.tall / (FULL_HEIGHT_PX * frame.unit)));
  const weights = flames.reached.map((value, node) => value * flames.height[node]!);
  const nodes = movingNodes(weights);
  const hz = LICKS.map((lick) => fittingHz(plan, lick.hz * pace));
  const phases = calmPhases({ hz, weights: LICKS.map(({ px }) => px), fps: plan.fps }, random);
  const [midX, midY] = middleOf(nodes, frame);
  const waves = LICKS.map(({ px: full, lengthPx }, index) => {
    // A candle leans as a whole.
    const px = full * (isCandle && index > 0 ? CALM.licks : 1);
    const k = (2 * Math.PI) / Math.max(SHORTEST_PX, lengthPx * size * frame.unit);
    const aside = (random() - 0.5) * 0.8 * k;
    // In the middle of the flames the wave goes as sin(ωt + phase).
    const phase = Math.PI / 2 - phases[index]! - aside * midX + k * midY;
    return { px: px * size * strength * frame.unit, k, aside, phase };
  });
  const swingAt = (mode: number, node: number): Swing => {
    const { px, k, aside, phase } = waves[mode]!;
    const [x, y] = [(node % perRow) * CELL_PX, Math.floor(node / perRow) * CELL_PX];
    // Against y: the wave's crests rise.
    return { px: px * weights[node]!, angle: aside * x - k * y + phase };
  };
  const modes = hz.map((each) => ({ hz: each, alongX: 0.9, alongY: 0.44, shade: 0 }));
  return limitStretch({ nodes, modes, ...partsOf(modes.length, nodes, swingAt) }, frame);
}

function flickerOf({ plan, frame, flames, strength, pace }: FireInput): Oscillation {
  const random = randomFrom(seedOf(plan.seed, "firelight"));
  const away = distanceFromEdge(
    flames.inside.map((value) => (value < 0.5 ? 1 : 0)),
    frame,
  );
  const reach = Math.max(1, (GLOW_HEIGHTS * flames.tall) / CELL_PX);
  const weights = away.map((distance, node) =>
    Math.max(flames.inside[node]!, GLOW * Math.exp(-distance / reach) - LEAST_GLOW, 0),
  );
  const nodes = movingNodes(weights);
  const hz = FLICKER_HZ.map((each) => fittingHz(plan, each * (0.9 + 0.2 * random()) * pace));
  const shares = FLICKER_HZ.map((each) => 1 / Math.sqrt(each));
  const sum = shares.reduce((total, share) => total + share, 0);
  const depth = Math.min(MOST_FLICKER, FLICKER * strength);
  // Light goes as sin(phase − ωt): as a sine does whose time runs backwards, so its phase is turned round.
  const phases = calmPhases({ hz, weights: shares, fps: plan.fps }, random).map((phase) => Math.PI - phase);
  const swingAt = (mode: number, node: number): Swing => ({
    px: ((depth * shares[mode]!) / sum) * weights[node]!,
    angle: phases[mode]!,
  });
  const modes = hz.map((each) => ({ hz: each, alongX: 0, alongY: 0, shade: 1 }));
  return { nodes, modes, ...partsOf(modes.length, nodes, swingAt) };
}
