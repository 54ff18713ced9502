import type { Lamp } from "../scene.ts";
import { boxMean } from "./box-mean.ts";
import { smoothstep } from "./colour.ts";
import { type Component, connectedComponents } from "./connected-components.ts";
import type { Picture, Scale } from "./picture.ts";
import { findStars } from "./stars.ts";

export interface LightsFinding {
  /** The lamps' own light, 0 to 1, at the fine size. */
  readonly fine: Float32Array;
  readonly lamps: readonly Lamp[];
  readonly confidence: number;
}

const MOST_LAMPS = 64;
/** In a picture brighter than this no lamp is looked for. */
const LEAST_DARKNESS = 0.05;
/** Mean brightness of the surroundings above which a bright spot belongs to a lit wall. */
const LIT_WALL = 0.45;
/** With lamps as sure as this, lights are lamps and not stars. */
const SURE_LAMPS = 0.3;

/**
 * Lamps are small, compact, much brighter than what is round them, and burnt out or warm in the middle. By day there are
 * none: eyes and wet leaves glint too. A prompt that speaks of lights lets dusk count, and stars where there is no lamp.
 */
export function findLights({ fine }: Picture, night: number, expected: boolean): LightsFinding {
  const { width, height, planes } = fine;
  const darkness = expected ? Math.max(night, duskOf(fine)) : night;
  if (darkness < LEAST_DARKNESS) return { fine: new Float32Array(width * height), lamps: [], confidence: 0 };
  const longest = Math.max(width, height);
  const bright = planes.red.map(
    (r, i) =>
      0.5 * Math.max(r, planes.green[i]!, planes.blue[i]!) +
      0.5 * (0.3 * r + 0.6 * planes.green[i]! + 0.1 * planes.blue[i]!),
  );
  const around = boxMean(bright, fine, Math.max(3, Math.round(longest / 24)));
  const marked = new Uint8Array(bright.length);
  for (let i = 0; i < marked.length; i++) {
    const standsOut = bright[i]! > 0.62 && bright[i]! - around[i]! > 0.25;
    if (standsOut && around[i]! < LIT_WALL) marked[i] = 1;
  }
  const { components, labels } = connectedComponents(marked, fine);
  const spots = components
    .filter((c) => isCompact(c, longest))
    .map((c) => ({ component: c, peak: peakOf(c, labels, bright, width) }))
    .filter(({ peak }) => peak > 0.78)
    .sort((p, q) => q.peak * Math.sqrt(q.component.area) - p.peak * Math.sqrt(p.component.area))
    .slice(0, MOST_LAMPS);
  // A lamp is brighter than a camera can hold; what it lights, petals and wet stones are not.
  const burntOut = spots.reduce((sum, { peak }) => sum + smoothstep(0.9, 0.97, peak), 0);
  const sure = smoothstep(0.3, 1.6, burntOut);
  // Stars are faint: who asks for lights where no lamp is means them.
  const stars = expected && sure < SURE_LAMPS ? findStars(bright, fine) : [];
  const lamps = [...(stars.length > 0 ? [] : spots.map(({ component }) => component)), ...stars].map((component) =>
    haloOf(component, fine),
  );
  const map = new Float32Array(bright.length);
  for (const lamp of lamps) paintGlow(map, lamp, { bright, around, width });
  return { fine: map, lamps, confidence: Math.max(sure, stars.length > 0 ? 1 : 0) * darkness };
}

/** Less strict than night: 0.7 in a dim picture, 0 in one as bright as a wood by day. */
function duskOf({ lab }: Scale): number {
  let sum = 0;
  for (const l of lab.lightness) sum += l;
  return 0.7 * smoothstep(42, 32, sum / lab.lightness.length);
}

function isCompact(c: Component, longest: number): boolean {
  const w = c.right - c.left + 1;
  const h = c.bottom - c.top + 1;
  const side = Math.max(w, h);
  return side <= Math.max(4, longest * 0.06) && side <= 3 * Math.min(w, h) && c.area >= 0.4 * w * h && c.area >= 3;
}

function peakOf(c: Component, labels: Int32Array, bright: Float32Array, width: number): number {
  let peak = 0;
  for (let y = c.top; y <= c.bottom; y++) {
    for (let x = c.left; x <= c.right; x++) {
      const i = y * width + x;
      if (labels[i] === c.label && bright[i]! > peak) peak = bright[i]!;
    }
  }
  return peak;
}

/** The lamp's box grown by its own size on every side: the glow that goes up and down with it. */
function haloOf(c: Omit<Component, "label" | "area">, size: { width: number; height: number }): Lamp {
  const grow = Math.max(3, Math.round(0.9 * Math.max(c.right - c.left + 1, c.bottom - c.top + 1)));
  const x = Math.max(0, c.left - grow);
  const y = Math.max(0, c.top - grow);
  return {
    x,
    y,
    width: Math.min(size.width, c.right + 1 + grow) - x,
    height: Math.min(size.height, c.bottom + 1 + grow) - y,
  };
}

function paintGlow(
  map: Float32Array,
  lamp: Lamp,
  light: { bright: Float32Array; around: Float32Array; width: number },
): void {
  const cx = lamp.x + lamp.width / 2 - 0.5;
  const cy = lamp.y + lamp.height / 2 - 0.5;
  for (let y = lamp.y; y < lamp.y + lamp.height; y++) {
    for (let x = lamp.x; x < lamp.x + lamp.width; x++) {
      const i = y * light.width + x;
      const distance = Math.hypot((x - cx) / lamp.width, (y - cy) / lamp.height) * 2;
      const glow = smoothstep(1, 0.4, distance) * smoothstep(-0.05, 0.2, light.bright[i]! - light.around[i]!);
      if (glow > map[i]!) map[i] = glow;
    }
  }
}
