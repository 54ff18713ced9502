import type { FailureCode, Status } from "@kinora/contract";

/** What the shell hears. `serve` on a taken folder or port is BAD_USAGE. */
export const EXIT = {
  done: 0,
  /** Kinora itself could not: no server answers, the disk is full, a bug. */
  broken: 1,
  /** Bad usage or bad input: the same command will fail again. */
  badUsage: 2,
  /** The provider (or the embedded engine) made no video. */
  providerFailed: 3,
  /** Nobody knows whether the provider accepted: a person decides. */
  outcomeUnknown: 4,
  interrupted: 130,
} as const;
export type ExitCode = number;

/** The exit code of a settled generation (docs/guides/command-line.md, "Exit codes"). */
export const exitCodeOfStatus = (status: Status): ExitCode => {
  switch (status) {
    case "succeeded":
      return EXIT.done;
    case "failed":
    case "expired":
      return EXIT.providerFailed;
    case "cancelled":
      return EXIT.interrupted;
    case "needs_review":
      return EXIT.outcomeUnknown;
    case "queued":
    case "submitting":
    case "running":
    case "collecting":
      return EXIT.broken;
  }
};

const BROKEN: readonly FailureCode[] = [
  "data_folder_busy",
  "internal",
  "draining",
  "overloaded",
  "disk_full",
  "master_key_unusable",
  "storage_unreachable",
  "storage_misconfigured",
  "wait_timeout",
];
const PROVIDER = /^(provider_|result_|engine_failed$|no_encoder$|expired$)/u;

/** The exit code of an error answer: what is neither the provider's fault nor ours is the caller's. */
export const exitCodeOfFailure = (code: FailureCode): ExitCode => {
  if (code === "outcome_unknown") return EXIT.outcomeUnknown;
  if (code === "cancelled") return EXIT.interrupted;
  if (PROVIDER.test(code)) return EXIT.providerFailed;
  return BROKEN.includes(code) ? EXIT.broken : EXIT.badUsage;
};
