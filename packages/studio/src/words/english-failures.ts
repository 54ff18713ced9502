import { FAILURES, type FailureCode } from "@kinora/contract/words";

const CODES = Object.keys(FAILURES) as FailureCode[];

/** The error catalogue in English: the sentences that the server itself has. */
export const englishFailures = Object.fromEntries(CODES.map((code) => [code, FAILURES[code].say])) as Record<
  FailureCode,
  string
>;
