import type { PlannedMotion } from "@kinora/contract";
import type { MotionWish } from "./plan-still.ts";

/** The plan of the words alone. Loads the planner when it is first asked: who only starts the engine's processes does without. */
export async function planWords(wish: MotionWish): Promise<PlannedMotion> {
  const planner = await import("./plan-still.ts");
  return planner.planWords(wish);
}
