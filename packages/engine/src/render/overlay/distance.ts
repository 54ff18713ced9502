/** Vertical field of view that lengths in the scene are judged by: a 35 mm lens on full frame, about 40 degrees. */
const VIEW_DEGREES = 40;

/**
 * px of the frame that a metre takes at a distance: speeds and sizes of rain, snow and petals follow from their real ones. About 990 / distance
 * where the frame is 720 lines high.
 * @param unit px of the frame per px at 720 lines
 */
export const pixelsPerMetre = (metres: number, unit: number): number =>
  (720 * unit) / (2 * metres * Math.tan((VIEW_DEGREES * Math.PI) / 360));

/** How far things are that are sharp, in metres, and px × metres of blur for what is nearer or farther. */
const FOCUS_METRES = 8;
const APERTURE = 13;

/** Radius in px of the disc that a point becomes, as a lens of a camera would have it. */
export const blurRadius = (metres: number, unit: number): number =>
  APERTURE * unit * Math.abs(1 / metres - 1 / FOCUS_METRES);

/** A distance between two, by a share of the way in equal ratios: 0 is far, 1 near. */
export const distanceAt = (share: number, near: number, far: number): number => far * (near / far) ** share;
