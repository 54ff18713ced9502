import type { CameraType, EffectKind, RegionKind, UNMET_REASONS } from "@kinora/contract";
import type { Direction } from "./lexicon/meaning.ts";

/** How strongly, how fast and where to; absent = the person did not say. */
export interface Manners {
  speed?: number;
  amount?: number;
  direction?: Direction;
  /** Another direction beside the first: "up and to the right". */
  further?: Direction;
}

/** An effect that the words ask for or name, at its place in the clause. */
export interface EffectAsk {
  readonly kind: EffectKind;
  readonly region: RegionKind;
  readonly at: number;
  /**
   * asked: said to move. named: a thing that stands by itself ("the trees"). described: a thing in passing. place: where
   * something is ("over the lake"). wind: moves things, and counts when it moves nothing that is named.
   */
  readonly how: "asked" | "named" | "described" | "place" | "wind";
  /** The words it comes from, as the person wrote them. */
  readonly phrase: string;
  readonly manners: Manners;
}

export interface CameraAsk {
  readonly type: CameraType;
  readonly at: number;
  readonly manners: Manners;
  readonly phrase: string;
  /** The clause itself does not name the camera: it tells more of the move before it. */
  readonly carried: boolean;
}

/** What one clause says. */
export interface ClauseReading {
  readonly phrase: string;
  readonly effects: readonly EffectAsk[];
  readonly cameras: readonly CameraAsk[];
  /** The clause says what a still picture cannot show. */
  readonly unmet: boolean;
  readonly unmetManners: Manners;
  readonly forbidden: readonly EffectKind[];
  /** The clause asks that the camera, or everything, stays still. */
  readonly stillCamera: boolean;
  /** Somebody is named as not to move: "keep the person still". */
  readonly heldStill: boolean;
  /** The clause moves something that no word here names, or in a way that has no name. */
  readonly lost: boolean;
  /** Motion of nothing in particular: "make it move". */
  readonly anyMotion: boolean;
  /** Some word of the clause is known. */
  readonly known: boolean;
}

export interface UnmetWish {
  readonly phrase: string;
  readonly reason: (typeof UNMET_REASONS)[number];
  /**
   * actor: something lives or becomes; second-camera: one clip has one move; way: no such direction; lost: a motion of
   * something unknown; unknown: no word is known.
   */
  readonly why: "actor" | "second-camera" | "way" | "lost" | "unknown";
}

/** What a prompt asks for, before any picture is looked at. */
export interface Intent {
  readonly effects: readonly EffectAsk[];
  readonly camera: CameraAsk | undefined;
  /** True when the person said that the camera stays still. */
  readonly cameraStill: boolean;
  readonly forbidden: ReadonlySet<EffectKind>;
  /** True when the person said that somebody in the picture stays still. */
  readonly heldStill: boolean;
  readonly unmet: readonly UnmetWish[];
  /** Effects that were said to move, or named by themselves; without it they are things that the words describe. */
  readonly asks: boolean;
  /** How fast and how strong the stand-in for an unmet wish moves. */
  readonly standInManners: Manners;
}
