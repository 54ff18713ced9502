import type { MotionPlan } from "@kinora/contract";
import { type FrameGeometry, nodeCount } from "./frame-geometry.ts";
import type { FlowMotion } from "./flow-motion.ts";
import type { Oscillation } from "./oscillation.ts";

/**
 * Per node, 1 where a loop moves the picture at some time: there it is sampled in every frame, also in the first one. Else
 * that one frame would be a copy of the photograph, a little sharper than its neighbours, and each round would start with a
 * flash. Undefined when the clip does not come round, and the first frame may be the photograph itself.
 */
export function restlessNodes(
  plan: Pick<MotionPlan, "loop" | "camera">,
  { oscillations, flow }: { readonly oscillations: readonly Oscillation[]; readonly flow: FlowMotion | undefined },
  frame: FrameGeometry,
): Uint8Array | undefined {
  if (!plan.loop) return undefined;
  const restless = new Uint8Array(nodeCount(frame));
  if (plan.camera.type !== "static") return restless.fill(1);
  for (const node of flow?.nodes ?? []) restless[node] = 1;
  for (const { nodes, modes, cosine, sine } of oscillations) {
    const moving = modes.flatMap(({ alongX, alongY }, mode) => (alongX === 0 && alongY === 0 ? [] : [mode]));
    nodes.forEach((node, index) => {
      if (moving.some((mode) => cosine[mode]![index] !== 0 || sine[mode]![index] !== 0)) restless[node] = 1;
    });
  }
  return restless;
}
