import type { CameraType, DirectionWord, EffectKind, RegionKind } from "@kinora/contract";

/**
 * How something moves. It can change what a noun asks for: water that flows is a stream, leaves that fall are petals, and
 * petals that bend are still on their flower. What the wind sways may bend, or fly.
 */
export type Manner = "drift" | "flow" | "fall" | "sway" | "bend" | "shine";

/** A thing in the picture that this vocabulary can move. */
export interface EffectWord {
  readonly kind: EffectKind;
  readonly region: RegionKind;
  /** The word alone asks for motion ("waves", "rain"); without it the word only names a thing ("lake", "trees"). */
  readonly moving?: true;
  /** Counts only as the subject of a verb: "the sky moves" is about clouds, "under a blue sky" is about nothing. */
  readonly faint?: true;
  /** Moves other things: wind. Gives way to any thing that it moves. */
  readonly agent?: true;
  /** Behind another effect's noun, or an actor, the word is a verb: "flags wave", "she waves". */
  readonly verbToo?: true;
  readonly becomes?: Partial<Record<Manner, EffectKind>>;
}

export type CameraMove = "dolly" | "zoom" | "pan" | "tilt" | "crane" | "orbit" | "handheld" | "static" | "vertigo";

export interface CameraWord {
  /** The move, which a direction or depth nearby completes ("pan" + "left"), or the complete type. */
  readonly move: CameraMove;
  readonly type?: CameraType;
  /** A camera move only when the camera is what the clause speaks of: "rises", "drifts", "moves closer". */
  readonly loose?: true;
  /** A camera move unless another noun stands in front that does it: "move closer", but "the car moves away". */
  readonly shy?: true;
}

export interface Direction {
  readonly word: DirectionWord;
  /** 0 is to the right, 90 is up. */
  readonly degrees: number;
}

/**
 * Everything that a word or phrase can mean; which of it does mean something is decided where the word stands.
 * An empty meaning is a guard: the words are known, and ask for nothing.
 */
export interface Meaning {
  readonly effect?: EffectWord;
  readonly motion?: { readonly manner: Manner; readonly implies?: EffectKind };
  readonly camera?: CameraWord;
  readonly noun?: "camera" | "actor" | "everything";
  /**
   * acts: beyond this engine unless an effect does it ("flames dance"). moves: beyond it only when an actor does it
   * ("the cat runs"). grows: beyond it whoever does it ("flowers bloom"). edits: as grows, and takes its whole clause.
   * adds: as acts, unless it is an effect that is added.
   */
  readonly action?: "acts" | "moves" | "grows" | "edits" | "adds";
  /** Happens as soon as it is named: fireworks, an avalanche. */
  readonly event?: true;
  readonly speed?: number;
  readonly amount?: number;
  readonly direction?: Direction;
  /** Which way round, seen from above. */
  readonly turn?: "clockwise" | "counterclockwise";
  /** all: the whole clause; following: what stands behind it. */
  readonly negates?: "all" | "following";
  readonly still?: true;
  readonly joins?: "and" | "with" | "then" | "except";
  /** Says that the next noun ("over the lake") or the one before (湖面上) is a place, not what is asked to move. */
  readonly places?: "amid" | "at" | "behind";
  /** Ends a place that is still waiting for its noun ("to make the clouds move"). */
  readonly unplaces?: true;
  /** Known to describe pictures: not an unknown word. */
  readonly scene?: true;
  /** Concerns the whole clip: "timelapse". */
  readonly global?: true;
  /** Has no content of its own: articles, politeness. */
  readonly filler?: true;
}

/** One row of a table: phrases that mean the same, separated by "|", English and Chinese (simplified) side by side. */
export interface Row {
  readonly means: Meaning;
  readonly en?: string;
  readonly zh?: string;
}
