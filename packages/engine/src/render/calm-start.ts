import type { MotionPlan } from "@kinora/contract";
import { frameCount } from "./motion-clock.ts";
import type { Mode, Oscillation } from "./oscillation.ts";

/** So many nodes are asked, at the most: they stand for those around them. */
const MOST_ASKED = 600;
/** Levels that a picture changes by where it moves by a pixel, and where it gets brighter by all of itself. */
const LEVELS_PER_PX = 10;
const LEVELS = 100;

type Timed = Pick<MotionPlan, "loop" | "fps" | "duration_seconds">;

interface Turn {
  readonly cosine: number;
  readonly sine: number;
}

const turnAt = ({ hz }: Mode, seconds: number): Turn => {
  const angle = 2 * Math.PI * hz * seconds;
  return { cosine: Math.cos(angle), sine: Math.sin(angle) };
};

/**
 * A loop that begins where it changes least from frame to frame. Everything comes back to its place at the seam, where the
 * encoder, too, leaves a small step: in the middle of a gust both would be seen together. Without a loop it stays as it is.
 */
export function startCalmly(oscillation: Oscillation, plan: Timed): Oscillation {
  if (!plan.loop || oscillation.nodes.length === 0) return oscillation;
  const { modes } = oscillation;
  const changes = Array.from({ length: frameCount(plan) }, (_, frame) => changeInto(oscillation, frame, plan.fps));
  const start = changes.indexOf(Math.min(...changes)) / plan.fps;
  const turned = modes.map((mode, index) => {
    const { cosine: c, sine: s } = turnAt(mode, start);
    const [cosine, sine] = [oscillation.cosine[index]!, oscillation.sine[index]!];
    return {
      cosine: cosine.map((value, node) => value * c + sine[node]! * s),
      sine: sine.map((value, node) => value * c - cosine[node]! * s),
    };
  });
  return {
    ...oscillation,
    cosine: turned.map(({ cosine }) => cosine),
    sine: turned.map(({ sine }) => sine),
  };
}

/** How much the picture changes from the frame before to this one, about: squared levels, since what is quick is what is seen. */
function changeInto({ nodes, modes, cosine, sine }: Oscillation, frame: number, fps: number): number {
  const steps = modes.map((mode) => {
    const [from, to] = [turnAt(mode, (frame - 1) / fps), turnAt(mode, frame / fps)];
    return { cosine: to.cosine - from.cosine, sine: to.sine - from.sine };
  });
  const every = Math.max(1, Math.ceil(nodes.length / MOST_ASKED));
  let change = 0;
  for (let node = 0; node < nodes.length; node += every) {
    let [x, y, gain] = [0, 0, 0];
    modes.forEach(({ alongX, alongY, shade }, mode) => {
      const [c, s, step] = [cosine[mode]![node]!, sine[mode]![node]!, steps[mode]!];
      const swing = c * step.cosine + s * step.sine;
      x += swing * alongX;
      y += swing * alongY;
      gain += (s * step.cosine - c * step.sine) * shade;
    });
    change += (LEVELS_PER_PX * Math.hypot(x, y) + LEVELS * Math.abs(gain)) ** 2;
  }
  return change;
}
