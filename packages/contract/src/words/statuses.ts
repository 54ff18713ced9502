export const STATUSES = [
  "queued",
  "submitting",
  "running",
  "collecting",
  "succeeded",
  "failed",
  "cancelled",
  "expired",
  "needs_review",
] as const;
export type Status = (typeof STATUSES)[number];

/** States that never change again. `needs_review` is not one: it waits for a person. */
export const FINAL_STATUSES = ["succeeded", "failed", "cancelled", "expired"] as const satisfies readonly Status[];

/** Nothing more happens by itself: final, or waiting for a person. */
export const isSettled = (status: Status): boolean =>
  status === "needs_review" || (FINAL_STATUSES as readonly Status[]).includes(status);
