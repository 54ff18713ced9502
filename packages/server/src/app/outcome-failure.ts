import { Failure } from "@kinora/contract";
import type { Generation } from "@kinora/domain";

/** Why a generation that is settled has no video, in the words of every dialect; undefined of one that has, or may have. */
export const outcomeFailure = (generation: Generation): Failure | undefined => {
  const { id, status } = generation;
  if (status === "failed" || status === "expired") {
    const { code, message, providerCode } = generation.failure;
    return new Failure(code, { detail: message, ...(providerCode === undefined ? {} : { providerCode }) });
  }
  if (status === "cancelled") return new Failure("cancelled", { detail: `The generation ${id} was cancelled.` });
  if (status !== "needs_review") return undefined;
  return new Failure("outcome_unknown", {
    detail: `It is not known whether the provider accepted ${id}: do not send again. GET /api/v1/generations/${id} says how to settle it.`,
  });
};
