import type { GenerationOptions, Warning } from "@kinora/contract";

/** What a motion plan says too, and what is an option of its own beside it. */
const IN_BOTH = ["duration_seconds", "fps", "seed", "loop"] as const;

type Settled = { readonly options: GenerationOptions; readonly warnings: readonly Warning[] };

/**
 * A motion plan that is sent back names duration, frame rate, seed and loop as well. They become the request's options, so
 * that there is one place to read and to check them; where the request names another value itself, that one counts and a
 * warning says so.
 */
export const settleMotionOptions = (options: GenerationOptions): Settled => {
  if (options.motion === undefined) return { options, warnings: [] };
  const { duration_seconds, fps, seed, loop, ...motion } = options.motion;
  const inMotion = { duration_seconds, fps, seed, loop };
  const merged: Record<string, unknown> = { ...options, motion };
  const warnings: Warning[] = [];
  for (const name of IN_BOTH) {
    const [own, planned] = [options[name], inMotion[name]];
    if (planned === undefined) continue;
    if (own === undefined) merged[name] = planned;
    else if (own !== planned) warnings.push(overruled(name, own, planned));
  }
  return { options: merged, warnings };
};

const overruled = (name: string, own: number | boolean, planned: number | boolean): Warning => ({
  option: `motion.${name}`,
  code: "overruled",
  message: `motion.${name} is ${planned}, but ${name} is ${own}, and that counts: leave one of them out.`,
});
