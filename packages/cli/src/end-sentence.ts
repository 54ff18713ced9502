import { isSettled, type GenerationView } from "@kinora/contract";

type Ended = Pick<GenerationView, "id" | "status" | "error" | "review">;

/** How a generation ended and what to do; undefined for one that succeeded. */
export const endSentence = (generation: Ended): string | undefined => {
  const { id, status } = generation;
  if (!isSettled(status)) return `${id} is not finished: kinora generations wait ${id} follows it.`;
  if (status === "succeeded") return undefined;
  if (status === "cancelled") return `${id} was cancelled.`;
  if (status === "needs_review") return reviewSentence(generation);
  const what = status === "expired" ? "expired: the provider no longer has it" : "failed";
  return `${id} ${what}.${generation.error === null ? "" : ` ${generation.error.message}`}`;
};

const WAYS = { attach: "--attach TASK", give_up: "--give-up", resubmit: "--resubmit" } as const;

const reviewSentence = ({ id, review }: Ended): string => {
  const ways = review?.choices.map(({ action }) => WAYS[action]).join(", ") ?? "ask the provider";
  return `It is not known whether the provider accepted ${id}: do not send it again; kinora generations resolve ${id} settles it (${ways}).`;
};
