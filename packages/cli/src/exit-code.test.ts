import { expect, test } from "vitest";
import { FAILURES, STATUSES, type FailureCode } from "@kinora/contract";
import { exitCodeOfFailure, exitCodeOfStatus } from "./exit-code.ts";

test("a settled generation ends the command as the table of the product says", () => {
  expect(Object.fromEntries(STATUSES.map((status) => [status, exitCodeOfStatus(status)]))).toEqual({
    queued: 1,
    submitting: 1,
    running: 1,
    collecting: 1,
    succeeded: 0,
    failed: 3,
    cancelled: 130,
    expired: 3,
    needs_review: 4,
  });
});

test("every failure has its exit code: 3 is the provider's, 1 is ours, the rest is the caller's", () => {
  const codes = Object.keys(FAILURES) as FailureCode[];
  const exitingWith = (exit: number): string[] => codes.filter((code) => exitCodeOfFailure(code) === exit);
  expect(exitingWith(3).sort()).toEqual([
    "engine_failed",
    "expired",
    "no_encoder",
    "provider_auth",
    "provider_bad_answer",
    "provider_busy",
    "provider_failed",
    "provider_never_got_it",
    "provider_refused_content",
    "provider_rejected",
    "provider_timeout",
    "result_gone",
    "result_unreachable",
    "result_unusable",
    "result_url_forbidden",
  ]);
  expect(exitingWith(1).sort()).toEqual([
    "data_folder_busy",
    "disk_full",
    "draining",
    "internal",
    "master_key_unusable",
    "overloaded",
    "storage_misconfigured",
    "storage_unreachable",
    "wait_timeout",
  ]);
  expect(exitingWith(4)).toEqual(["outcome_unknown"]);
  expect(exitingWith(130)).toEqual(["cancelled"]);
  expect(exitCodeOfFailure("image_unreadable")).toBe(2);
});
