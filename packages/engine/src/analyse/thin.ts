import { smoothstep } from "./colour.ts";
import { connectedComponents } from "./connected-components.ts";
import { blackHat, dilate, erode, topHat } from "./morphology.ts";
import type { Picture } from "./picture.ts";

/** At 640 px: half the width of a structure that still counts as thin, and of a stroke that stands out of the sky. */
const STRUCTURE_RADIUS = 9;
const STROKE_RADIUS = 4;
/** What is so strong is thin; a share of the sky that cannot come to that, with room for how floats round. */
const STRONG = 0.35;
const LEAST = 0.3;

/**
 * Thin things in front of the sky at the fine size: masts, wires, spires, branches. They are gaps that a closing of the sky
 * fills, and strokes darker or brighter than the sky around them, so far as they hang together with such a gap. Dark specks
 * inside clouds touch nothing and stay sky; a skyline with sky on one side only is not thin.
 */
export function findThin({ fine }: Picture, sky: Float32Array): Float32Array {
  const scale = Math.max(fine.width, fine.height) / 640;
  const wide = Math.max(2, Math.round(STRUCTURE_RADIUS * scale));
  const narrow = Math.max(1, Math.round(STROKE_RADIUS * scale));
  const among = erode(dilate(sky, fine, wide), fine, wide);
  const strokes = strokesNear(fine, among, narrow);
  const strength = new Float32Array(among.length);
  const strong = new Uint8Array(among.length);
  for (let i = 0; i < among.length; i++) {
    if (among[i]! <= LEAST) continue; // nothing there comes up to what counts
    strength[i] = among[i]! * Math.max(1 - sky[i]!, smoothstep(5, 12, strokes[i]!));
    strong[i] = strength[i]! > STRONG ? 1 : 0;
  }
  const { labels, components } = connectedComponents(strong, fine);
  const touchesGap = new Uint8Array(components.length);
  for (let i = 0; i < labels.length; i++) if (labels[i] !== 0 && sky[i]! < 0.5) touchesGap[labels[i]! - 1] = 1;
  const isThing = components.map((c, k) => {
    const length = Math.max(c.right - c.left, c.bottom - c.top) + 1;
    const isWire = length >= 40 * scale && c.area <= 4 * length;
    return isWire || (touchesGap[k] === 1 && length >= 2 * narrow);
  });
  const kept = strength.map((v, i) => (labels[i] !== 0 && isThing[labels[i]! - 1] === true ? v : 0));
  return dilate(kept, fine, 1);
}

/** How much lighter or darker each pixel is than what is around it, in the rows in which there is sky; 0 elsewhere. */
function strokesNear({ lab, width, height }: Picture["fine"], among: Float32Array, radius: number): Float64Array {
  const strokes = new Float64Array(among.length);
  const first = among.findIndex((v) => v > LEAST);
  if (first === -1) return strokes;
  const last = among.findLastIndex((v) => v > LEAST);
  // A closing looks twice as far as its radius: with so many more rows those between are as in the whole picture.
  const from = Math.max(0, Math.floor(first / width) - 2 * radius) * width;
  const to = Math.min(height, Math.floor(last / width) + 1 + 2 * radius) * width;
  const rows = lab.lightness.subarray(from, to);
  const size = { width, height: rows.length / width };
  const dark = blackHat(rows, size, radius);
  const bright = topHat(rows, size, radius);
  for (let i = 0; i < dark.length; i++) strokes[from + i] = Math.max(dark[i]!, 0.7 * bright[i]!);
  return strokes;
}
