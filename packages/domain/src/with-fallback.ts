import type { Considered, FailureCode, Warning } from "@kinora/contract";
import type { FailureRecord, Generation, Making } from "./generation.ts";

/**
 * After these refusals the next model is tried. All of them say that nothing was made. Refused content is not among them:
 * what one provider's moderation refuses is not carried to the next one unasked.
 */
const FALLS: ReadonlySet<FailureCode> = new Set<FailureCode>([
  "provider_auth",
  "provider_rejected",
  "provider_busy",
  "provider_never_got_it",
  "model_not_configured",
  "model_does_not_fit",
  "bad_option",
  "over_budget",
]);

/** What the caller is told when another model than the one before it takes over. */
export const fallbackWarning = (from: string, reason: string, to: string): Warning => ({
  option: "model",
  code: "fallback",
  message: `${from} was not used: ${reason} ${to} takes its place, as fallback_models asks.`,
});

const isOf = (considered: Considered, { model, provider }: Making): boolean =>
  considered.model === model && considered.provider === provider;

const reconsidered = (generation: Generation, next: Making, failure: FailureRecord): readonly Considered[] =>
  (generation.considered ?? []).map((one) => {
    if (isOf(one, generation)) return { ...one, verdict: "left", reason: failure.message };
    return isOf(one, next) ? { ...one, verdict: "chosen" } : one;
  });

/**
 * The generation with its next model in place of the one that was refused; undefined where the refusal is the end: there is
 * no other, an end was asked for, or it is no refusal that another model would change. Its count of attempts begins anew.
 */
export const withFallback = (generation: Generation, failure: FailureRecord): Generation | undefined => {
  const [next, ...rest] = generation.fallbacks ?? [];
  if (next === undefined || generation.cancel !== undefined || !FALLS.has(failure.code)) return undefined;
  const { warnings, ...making } = next;
  const told = fallbackWarning(generation.model, failure.message, next.model);
  const earlier = generation.warnings.filter(({ code }) => code === "fallback");
  return {
    ...generation,
    ...making,
    lastImage: making.lastImage,
    fallbacks: rest,
    considered: reconsidered(generation, making, failure),
    // Who is strict named the others all the same: nothing was done otherwise than asked.
    warnings: generation.strict ? warnings : [...earlier, told, ...warnings],
    startedAt: undefined,
    attempts: 0,
  };
};
