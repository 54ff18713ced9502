import { smoothstep } from "./colour.ts";
import { connectedComponents } from "./connected-components.ts";
import { blackHat, dilate, erode, topHat } from "./morphology.ts";
import type { Picture } from "./picture.ts";

/** At 640 px: half the width of a structure that still counts as thin, and of a stroke that stands out of the sky. */
const STRUCTURE_RADIUS = 9;
const STROKE_RADIUS = 4;

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
  const dark = blackHat(fine.lab.lightness, fine, narrow);
  const bright = topHat(fine.lab.lightness, fine, narrow);
  const strength = dark.map((d, i) => {
    const stroke = smoothstep(5, 12, Math.max(d, 0.7 * bright[i]!));
    return among[i]! * Math.max(1 - sky[i]!, stroke);
  });
  const { labels, components } = connectedComponents(
    Uint8Array.from(strength, (v) => (v > 0.35 ? 1 : 0)),
    fine,
  );
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
