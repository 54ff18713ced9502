import type { RgbImage } from "@kinora/media";
import type { FloatMap } from "../../scene.ts";
import type { EffectInput } from "../effects/effect-input.ts";
import type { NodeMap } from "../node-map.ts";
import type { Envelope } from "./envelope.ts";
import type { Swarm } from "./swarm.ts";

/** Small things that fly: rain, snow, dust, embers, petals. */
export interface ShapesOverlay {
  readonly type: "shapes";
  readonly envelope: Envelope;
  readonly form: "capsules" | "petals";
  readonly swarm: Swarm;
}

/** One sheet of drifting noise that hangs at a depth. Lengths are px of the frame, speeds px/s of it. */
export interface MistSheet {
  /** px of the frame that one texel of the noise takes, across and down. */
  readonly texelX: number;
  readonly texelY: number;
  readonly speedX: number;
  readonly speedY: number;
  /** How far the noise is bent out of place by slower noise, texels. */
  readonly bend: number;
  /** Noise up to here (0 to 1) is clear air; above it, density grows by `gain` for each 1. */
  readonly clear: number;
  readonly gain: number;
  /** Share of the density that lies in thin wisps. */
  readonly wisps: number;
  /** Share of noise that is twice as fine. */
  readonly detail: number;
  /** Where in the noise this sheet begins, texels. */
  readonly startU: number;
  readonly startV: number;
}

/** How a plume winds: the farther above its source, the wider. */
export interface Meander {
  /** px of the picture at the frame's size, from the top: where the plume begins. */
  readonly sourceY: number;
  /** px to each side, at the source and for each px above it. */
  readonly reach: number;
  readonly perPx: number;
  /** px of the frame that one texel of the noise takes, and px/s by which the windings rise. */
  readonly texelPx: number;
  readonly speed: number;
}

/** Drifting mist or rising smoke: at most three sheets. */
export interface MistOverlay {
  readonly type: "mist";
  readonly envelope: Envelope;
  readonly sheets: readonly MistSheet[];
  /** Per sheet: the plane's level from which it is hidden, and over how many levels it vanishes. */
  readonly ends: readonly (readonly [end: number, soft: number])[];
  /** Per row of nodes, a factor of the density. */
  readonly profile: Float32Array;
  readonly meander: Meander | undefined;
  /** Per node of the picture, how much of the density is left there; undefined: all of it. */
  readonly free: NodeMap | undefined;
}

/** Shafts of light that go out from a place, and wander. */
export interface ShaftsOverlay {
  readonly type: "shafts";
  readonly envelope: Envelope;
  /** px of the picture at the frame's size; may lie outside. */
  readonly sourceX: number;
  readonly sourceY: number;
  /** Per node of the picture: how strong the light is there. */
  readonly reach: NodeMap;
  /** Noise texels per radian, and per second in two layers. */
  readonly perRadian: number;
  readonly perSecond: readonly [number, number];
  /** Where in the noise they begin, texels. */
  readonly start: number;
  readonly ends: readonly (readonly [end: number, soft: number])[];
}

/** Light and shadow that pass over the picture. */
export interface ShadeOverlay {
  readonly type: "shade";
  readonly envelope: Envelope;
  /** Per node of the picture: how much the light changes there at the most. */
  readonly depth: NodeMap;
  readonly noise: Omit<MistSheet, "clear" | "gain" | "wisps" | "detail">;
}

/** What is laid over the picture, as plain data: enough to draw any row of any frame by itself. */
export type Overlay = ShapesOverlay | MistOverlay | ShaftsOverlay | ShadeOverlay;

/** What an overlay is made from. */
export interface OverlayInput extends EffectInput {
  /** The picture at the frame's size. */
  readonly picture: RgbImage;
  /** Where it may be seen, 0 to 1; undefined: everywhere. */
  readonly where: FloatMap | undefined;
}

/**
 * An overlay and the pictures that it needs, made when they are asked for: `plane` says per pixel what it lies behind (0 far to
 * 255 never seen), cells filled up, one byte a pixel; `colours` is its YUVA per cell.
 */
export interface OverlayDesign {
  readonly overlay: Overlay;
  readonly plane: () => Uint8Array;
  readonly colours: () => Uint8Array;
}
