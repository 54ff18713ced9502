/** The clips that the bench makes: each photograph with every effect and camera move that makes sense for it. */
import type { CameraType, EffectKind, MotionParts } from "@kinora/contract";
import type { Kind } from "./checks.ts";
import type { CoreClass } from "./regions.ts";

export interface ClipOrder {
  readonly name: string;
  /** A file of test/photos, or a scene of `scenes.ts`. */
  readonly still: string;
  readonly prompt: string;
  /** What a person drew. */
  readonly motion?: MotionParts;
  readonly kind: Kind;
  /** Of clips with an effect under a still camera: where it should be seen. */
  readonly target?: CoreClass;
  /** Of clips that only a camera moves. */
  readonly camera?: CameraType;
}

const REGION: Readonly<Partial<Record<EffectKind, CoreClass>>> = {
  clouds: "sky",
  water: "water",
  flow: "water",
  sway: "vegetation",
  lights: "lights",
  fire: "lights",
  breathe: "subject",
};

const PHOTOS: Readonly<Record<string, string>> = {
  "01": "01-mountain-clouds.jpg",
  "05": "05-stream-forest.jpg",
  "06": "06-dandelions.jpg",
  "08": "08-night-bridge-lights.jpg",
  "09": "09-rocket-night-lights.jpg",
  "10": "10-tiger.jpg",
  "11": "11-dogs-window.jpg",
  "12": "12-cat.jpg",
  "13": "13-astronaut-portrait.jpg",
  "15": "15-bee-flower.jpg",
  "19": "19-rock-lake.jpg",
};

const stillOf = (key: string): string => PHOTOS[key] ?? key;

function effect(key: string, kind: EffectKind, prompt: string): ClipOrder {
  const target = REGION[kind];
  return {
    name: `${key} ${kind}`,
    still: stillOf(key),
    prompt,
    kind: { moves: "effect", effect: kind, loop: false },
    ...(target === undefined ? {} : { target }),
  };
}

const looped = (order: ClipOrder): ClipOrder => ({
  ...order,
  name: `${order.name} loop`,
  kind: { ...order.kind, loop: true },
});

const camera = (key: string, type: CameraType, prompt: string): ClipOrder => ({
  name: `${key} ${type}`,
  still: stillOf(key),
  prompt,
  kind: { moves: "camera", loop: false },
  camera: type,
});

function both(key: string, what: string, prompt: string): ClipOrder {
  return { name: `${key} ${what}`, still: stillOf(key), prompt, kind: { moves: "both", loop: false } };
}

interface Drawn {
  readonly target: CoreClass;
  readonly motion: MotionParts;
}

/** A clip of what a person drew, without words. */
const drawn = (key: string, kind: EffectKind, { target, motion }: Drawn): ClipOrder => ({
  name: `${key} ${kind} drawn`,
  still: stillOf(key),
  prompt: "",
  motion,
  kind: { moves: "effect", effect: kind, loop: false },
  target,
});

/** The curtain of photograph 11, the stream of 05 with the way it goes. */
const CURTAIN = "polygon(35% 0%, 52% 0%, 52% 22%, 50% 26%, 37% 23%)";
const STREAM =
  "polygon(54% 42%, 63% 42%, 60% 48%, 51% 54%, 51% 68%, 50% 76%, 48% 99%, 26% 99%, 30% 86%, 33% 76%, 44% 62%, 44% 50%)";
const STILL_CAMERA = { type: "static" } as const;

export const CLIPS: readonly ClipOrder[] = [
  effect("01", "clouds", "the clouds drift"),
  looped(effect("01", "clouds", "云朵飘动")),
  camera("01", "pan_right", "pan to the right"),
  camera("01", "tilt_up", "the camera tilts up"),
  camera("01", "crane_up", "the camera cranes up"),
  both("01", "clouds + dolly_in", "the clouds drift, slow push in"),
  effect("01", "rain", "it is raining"),
  effect("01", "fog", "fog drifts over the meadow"),
  effect("05", "sway", "the leaves sway in the wind"),
  looped(effect("05", "sway", "the leaves sway in the wind")),
  effect("05", "flow", "the stream flows"),
  looped(effect("05", "flow", "小溪流淌")),
  drawn("05", "flow", {
    target: "water",
    motion: {
      camera: STILL_CAMERA,
      effects: [{ kind: "flow", region: { mask: STREAM } }],
      strokes: [{ from: [0.49, 0.5], to: [0.4, 0.95], speed: 1 }],
    },
  }),
  effect("06", "sway", "the dandelions sway in the wind"),
  looped(effect("06", "sway", "蒲公英在风中摇摆")),
  effect("06", "rays", "the sun rays shimmer"),
  effect("06", "dust", "seeds and dust float through the air"),
  effect("08", "lights", "the lights flicker"),
  looped(effect("08", "lights", "灯光闪烁")),
  effect("08", "water", "ripples on the water"),
  camera("08", "zoom_out", "zoom out"),
  effect("09", "lights", "the lamps flicker"),
  effect("09", "smoke", "smoke rises"),
  camera("09", "dolly_in", "push in on the rocket"),
  camera("10", "dolly_in", "slow push in on the tiger"),
  camera("10", "handheld", "handheld camera"),
  effect("10", "snow", "snow is falling"),
  effect("10", "breathe", "the resting tiger breathes calmly"),
  camera("11", "zoom_in", "zoom in on the dogs"),
  drawn("11", "sway", {
    target: "cloth",
    motion: { camera: STILL_CAMERA, effects: [{ kind: "sway", region: { mask: CURTAIN } }] },
  }),
  camera("11", "pan_left", "镜头向左平移"),
  camera("12", "orbit", "the camera orbits around the cat"),
  camera("13", "dolly_in", "gentle dolly in on her face"),
  camera("13", "vertigo", "vertigo effect, dolly zoom"),
  camera("15", "orbit", "orbit around the flower"),
  effect("15", "petals", "petals fall"),
  camera("15", "dolly_out", "镜头缓慢拉远"),
  effect("19", "water", "gentle ripples on the lake"),
  looped(effect("19", "water", "湖面泛起涟漪")),
  camera("19", "pan_left", "pan to the left"),
  looped(camera("19", "zoom_in", "slow zoom in")),
  effect("ridge", "clouds", "the clouds drift"),
  looped(effect("ridge", "clouds", "the clouds drift to the left")),
  effect("lake", "water", "the water ripples"),
  effect("meadow", "sway", "the grass sways in the wind"),
  effect("street", "lights", "the street lamps flicker"),
  effect("hearth", "fire", "the fire burns"),
];
