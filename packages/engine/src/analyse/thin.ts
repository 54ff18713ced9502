import { smoothstep } from "./colour.ts";
import { connectedComponents, type Component } from "./connected-components.ts";
import { blackHat, dilate, topHat } from "./morphology.ts";
import type { Picture } from "./picture.ts";

const LEAST_CONTRAST = 5;

/**
 * Thin things in front of the sky at the fine size: masts, wires, spires, branches, and the skyline's own fringe. Found as
 * narrow dark or bright marks that hang on to something solid or are long; dark specks inside clouds are neither.
 */
export function findThin({ fine }: Picture, sky: Float32Array): Float32Array {
  const longest = Math.max(fine.width, fine.height);
  const reach = Math.max(2, Math.round(longest / 110));
  const dark = blackHat(fine.lab.lightness, fine, reach);
  const bright = topHat(fine.lab.lightness, fine, reach);
  const solid = sky.map((s) => 1 - s);
  const nearSky = dilate(sky, fine, 2 * reach);
  const marks = dark.map((d, i) => {
    // Clouds are brighter than the sky behind them: a bright mark must be sharper than a dark one.
    const contrast = Math.max(d, 0.6 * bright[i]!);
    return contrast * smoothstep(0.1, 0.5, nearSky[i]!);
  });
  const candidates = Uint8Array.from(marks, (m) => (m > LEAST_CONTRAST ? 1 : 0));
  const { labels, components } = connectedComponents(candidates, fine);
  const holds = anchoredComponents(labels, components, dilate(solid, fine, 1));
  return marks.map((m, i) =>
    labels[i] !== 0 && holds[labels[i]! - 1] === 1 ? smoothstep(LEAST_CONTRAST, 2.2 * LEAST_CONTRAST, m) : 0,
  );
}

/** 1 for components that touch what is not sky, or are long for their area (a wire across the whole picture). */
function anchoredComponents(labels: Int32Array, components: readonly Component[], solid: Float32Array): Uint8Array {
  const touching = new Int32Array(components.length);
  for (let i = 0; i < labels.length; i++) if (labels[i] !== 0 && solid[i]! > 0.7) touching[labels[i]! - 1]!++;
  return Uint8Array.from(components, (c, k) => {
    const length = Math.hypot(c.right - c.left + 1, c.bottom - c.top + 1);
    const wire = length >= 40 && c.area <= 4 * length;
    return c.area >= 3 && (touching[k]! >= 2 || wire) ? 1 : 0;
  });
}
