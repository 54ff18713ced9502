import type { MotionPlan, Unmet } from "@kinora/contract";

const notYet = (phrase: string, did: string): Unmet => ({ phrase, reason: "needs-generative-model", did });

/** Parts of a plan that this engine does not render yet: said, never dropped in silence. */
export function unrenderedParts({ effects, protect, strokes }: MotionPlan): Unmet[] {
  const masked = effects.filter(({ region }) => typeof region === "object");
  const twice = effects.filter(({ kind }, index) => effects.findIndex((other) => other.kind === kind) !== index);
  return [
    ...masked.map(({ kind }) =>
      notYet(`mask of ${kind}`, "Masks are not used yet: the region that the engine found was taken."),
    ),
    ...twice.map(({ kind }) => notYet(`second ${kind}`, `One effect of a kind is rendered: the first ${kind}.`)),
    ...(protect.length > 0
      ? [notYet("protect", "Protected areas are not rendered yet: nothing more was held still.")]
      : []),
    ...(strokes.length > 0 ? [notYet("motion strokes", "Strokes are not rendered yet: they were left out.")] : []),
  ];
}
