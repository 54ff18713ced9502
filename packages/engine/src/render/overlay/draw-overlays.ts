import type { Painting } from "../painting.ts";
import { beginShapes, drawShapes, showsShapes } from "./draw-shapes.ts";
import { drawMist, drawShade, drawShafts, showsNoise } from "./draw-veil.ts";
import type { OverlayWork } from "./overlay-work.ts";

/** Works out what the overlays show in the frame at hand, whose moment and camera are set. */
export function beginOverlays(painting: Painting, work: OverlayWork): void {
  for (const one of work) {
    if ("state" in one) beginShapes(painting, one.overlay, one);
    else one.drawing.laidLine = undefined;
  }
}

/** Whether an overlay shows anything in a row of cells of the frame at hand. */
export const showsOverlay = (painting: Painting, work: OverlayWork, row: number): boolean =>
  work.some((one) => ("state" in one ? showsShapes(one.state, row) : showsNoise(painting, one.overlay)));

/** Lays the overlays over a row of cells, in their order. The row's nodes of the layer in front are laid. */
export function drawOverlays(painting: Painting, work: OverlayWork, row: number): void {
  for (const one of work) {
    if ("state" in one) {
      if (showsShapes(one.state, row)) drawShapes(painting, one.overlay, { ...one, row });
      continue;
    }
    const { overlay, drawing } = one;
    if (!showsNoise(painting, overlay)) continue;
    if (overlay.type === "mist") drawMist(painting, overlay, drawing, row);
    else if (overlay.type === "shafts") drawShafts(painting, overlay, drawing, row);
    else drawShade(painting, overlay, drawing, row);
  }
}
