import { chanceOf } from "./chance.ts";

/** What one small thing of a swarm is. px are the frame's, y runs down. */
const FIELDS = [
  /** Seconds from its birth to its death; then it is born again, somewhere else. */
  "life",
  /** How much of its first life was over when the clip began, 0 to 1. */
  "phase",
  "velocityX",
  "velocityY",
  /** How far it swings to both sides (px), how often (Hz), and where in the swing it begins (radians). */
  "sway",
  "swayHz",
  "swayPhase",
  /** Half its size, px; of a petal, half its length. */
  "radius",
  "hardness",
  "alpha",
  /** Of a capsule: seconds of its way that one picture shows, and how much both ends of the line fade. */
  "exposure",
  "taper",
  /** Of a petal: half its width, px; turns per second in the picture's plane and about its own length. */
  "breadth",
  "spinHz",
  "tumbleHz",
  /** How much it glitters: the share of its alpha that comes and goes, at this frequency. */
  "glitter",
  "glitterHz",
  /** How soon it sets in, 0 first to 1 last. */
  "late",
  /** How near it is, 0 to 1: what hides it, and how it moves with the camera. */
  "nearness",
  "y",
  "u",
  "v",
] as const;

export type SwarmField = (typeof FIELDS)[number];
export type Thing = Readonly<Record<SwarmField, number>>;

/** Where things are born. */
export type Birthplace =
  /** Just above the frame, so far to the side that the wind brings them in. */
  | { readonly type: "above" }
  /** Anywhere in the frame and a little around it. */
  | { readonly type: "anywhere" }
  /** At one of these places: x, y, x, y … in px. */
  | { readonly type: "places"; readonly places: Float32Array };

export interface Swarm {
  readonly count: number;
  readonly things: Readonly<Record<SwarmField, Float32Array>>;
  readonly birthplace: Birthplace;
  readonly seed: number;
  readonly width: number;
  readonly height: number;
  /** px around the frame within which a thing may still be seen. */
  readonly margin: number;
  /** Things fade in and out over their lives, rather than fly in and out of the frame. */
  readonly mortal: boolean;
}

/** A thing of which only what matters is said. */
const PLAIN: Thing = {
  life: 1,
  phase: 0,
  velocityX: 0,
  velocityY: 0,
  sway: 0,
  swayHz: 0,
  swayPhase: 0,
  radius: 1,
  hardness: 1,
  alpha: 1,
  exposure: 0,
  taper: 0,
  breadth: 1,
  spinHz: 0,
  tumbleHz: 0,
  glitter: 0,
  glitterHz: 0,
  late: 0,
  nearness: 1,
  y: 235,
  u: 128,
  v: 128,
};

/** Packs things, the farthest first: they are drawn in this order. */
export function packThings(things: readonly Partial<Thing>[]): Pick<Swarm, "count" | "things"> {
  const sorted = things.map((thing) => ({ ...PLAIN, ...thing })).sort((a, b) => a.nearness - b.nearness);
  const column = (field: SwarmField): Float32Array => Float32Array.from(sorted, (thing) => thing[field]);
  return {
    count: sorted.length,
    things: Object.fromEntries(FIELDS.map((field) => [field, column(field)])) as Record<SwarmField, Float32Array>,
  };
}

/** Where a thing is, px of the picture; how old, 0 to 1; and which life it lives. Reused: read it before the next call. */
export interface Whereabouts {
  x: number;
  y: number;
  age: number;
  turn: number;
}

/** Puts a thing where it is at a moment. Pure: any moment by itself, in any order. */
export function locate(swarm: Swarm, index: number, seconds: number, out: Whereabouts): void {
  const { things, birthplace, seed, width, height, margin } = swarm;
  const life = things.life[index]!;
  const lived = seconds / life + things.phase[index]!;
  const turn = Math.floor(lived);
  const age = (lived - turn) * life;
  const first = chanceOf(seed, index, 2 * turn);
  const [velocityX, velocityY] = [things.velocityX[index]!, things.velocityY[index]!];
  let x = first * width;
  let y = -margin;
  if (birthplace.type === "places") {
    const place = Math.floor((first * birthplace.places.length) / 2) * 2;
    x = birthplace.places[place]!;
    y = birthplace.places[place + 1]!;
  } else if (birthplace.type === "anywhere") {
    y = chanceOf(seed, index, 2 * turn + 1) * height;
  } else {
    const drift = velocityX * life;
    x = first * (width + 2 * margin + Math.abs(drift)) - margin - Math.max(0, drift);
  }
  const swing = Math.sin(2 * Math.PI * things.swayHz[index]! * seconds + things.swayPhase[index]!);
  out.x = x + velocityX * age + things.sway[index]! * swing;
  out.y = y + velocityY * age;
  out.age = age / life;
  out.turn = turn;
}
