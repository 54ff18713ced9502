import type { Effect, PlannedMotion } from "@kinora/contract";
import { couldText } from "./could-text.ts";

const directionText = ({ direction_word: word, direction }: Effect): string => {
  if (word !== "none") return `, ${word}`;
  return direction === undefined ? "" : `, towards ${direction} degrees`;
};

const effectText = (effect: Effect): string => {
  const region = typeof effect.region === "string" ? effect.region : "a mask";
  return `  ${effect.kind} in ${region}: speed ${effect.speed}, amount ${effect.amount}${directionText(effect)}`;
};

/** A plan as people read it: the camera, each effect, and what of the prompt is not done. */
export const planText = ({ plan, report }: PlannedMotion): string => {
  const { camera, effects, duration_seconds: seconds, fps, loop } = plan;
  const lines = [
    `${seconds} s at ${fps} frames a second${loop ? ", looping" : ""}`,
    `camera: ${camera.type}${camera.type === "static" ? "" : `, amount ${camera.amount}`}`,
    effects.length === 0 ? "nothing else moves" : "what moves:",
    ...effects.map(effectText),
    ...report.unmet.map((wish) => `not done: "${wish.phrase}" (${wish.reason}). ${wish.did}${couldText(wish)}`),
  ];
  return `${lines.join("\n")}\n`;
};
