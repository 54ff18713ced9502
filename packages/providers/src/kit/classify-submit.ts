import type { FailureCode, JsonValue, Warning } from "@kinora/contract";
import type { FailureRecord, SubmitOutcome } from "@kinora/domain";
import type { HttpOutcome } from "@kinora/net";
import { type Answer, answerOf, isSuccess } from "./answer.ts";
import { retryAfterMs } from "./retry-after.ts";
import { type CodeTable, failureInWords, type Meaning, meaningOf, type VendorWords } from "./vendor-words.ts";

const MINUTE_MS = 60_000;
/** How long a vendor that cannot be reached at all is tried, before the caller is told. */
const UNREACHABLE_FOR_MS = 30 * MINUTE_MS;
/** How long a vendor that is at capacity is tried. */
const BUSY_FOR_MS = 24 * 60 * MINUTE_MS;

/** What the classification needs to know of a vendor. */
export interface SubmitReader {
  readonly title: string;
  readonly codes: CodeTable;
  readonly words: (answer: Answer) => VendorWords | undefined;
  /** What the work is polled with; undefined where the answer names none. */
  readonly accepted: (answer: Answer) => JsonValue | undefined;
  readonly warnings: readonly Warning[];
  readonly pollAfterMs: number;
  /** How long to wait where the vendor does not say. */
  readonly waitMs: number;
  readonly nowMs: number;
}

/**
 * What an exchange that carried the one billable request means: **accepted** (an operation can be read), **rejected** or
 * **try_later** (a documented refusal, or certainly never sent), else **ambiguous**: nobody knows, and it may never be sent
 * again by itself. 408 and every 5xx are ambiguous, whatever their body says.
 */
export const classifySubmit = (outcome: HttpOutcome, reader: SubmitReader): SubmitOutcome => {
  if (outcome.kind === "no_answer") {
    const why = outcome.cause.message;
    return outcome.sent === "no" ? unreachable(reader, why) : { kind: "ambiguous", detail: `no answer came (${why})` };
  }
  const answer = answerOf(outcome);
  const { status } = answer;
  if (status === 408 || status >= 500) return { kind: "ambiguous", detail: `it answered with status ${status}` };
  if (isSuccess(answer)) return classifySuccess(answer, reader);
  const words = reader.words(answer);
  const meaning = meaningOf(reader.codes, words) ?? meaningOfStatus(status);
  if (meaning === undefined) return { kind: "ambiguous", detail: `it answered with status ${status}` };
  return refusal(meaning, { answer, words }, reader);
};

/** Some vendors put a refusal into a 200: believed only where its code is in the table. */
const classifySuccess = (answer: Answer, reader: SubmitReader): SubmitOutcome => {
  const operation = reader.accepted(answer);
  if (operation !== undefined) {
    const told = reader.warnings.length === 0 ? {} : { warnings: reader.warnings };
    return { kind: "accepted", operation, pollAfterMs: reader.pollAfterMs, ...told };
  }
  const words = reader.words(answer);
  const meaning = meaningOf(reader.codes, words);
  if (meaning !== undefined) return refusal(meaning, { answer, words }, reader);
  return { kind: "ambiguous", detail: `it answered with status ${answer.status} and named no task` };
};

/** What a refusal means where its words do not say: RFC 9110, 15.5. Redirects that repeat no POST reached nobody. */
const MEANINGS: Readonly<Record<number, Meaning>> = {
  307: "provider_rejected",
  308: "provider_rejected",
  400: "provider_rejected",
  401: "provider_auth",
  402: "provider_rejected",
  403: "provider_auth",
  404: "provider_rejected",
  405: "provider_rejected",
  406: "provider_rejected",
  411: "provider_rejected",
  413: "provider_rejected",
  414: "provider_rejected",
  415: "provider_rejected",
  422: "provider_rejected",
  425: "try_later",
  429: "try_later",
  431: "provider_rejected",
};

const meaningOfStatus = (status: number): Meaning | undefined => MEANINGS[status];

const SENTENCES: Partial<Record<FailureCode, (title: string) => string>> = {
  provider_auth: (title) => `${title} did not accept the key`,
  provider_refused_content: (title) => `${title} refused the content`,
};

const refusal = (
  meaning: Meaning,
  { answer, words }: { answer: Answer; words: VendorWords | undefined },
  reader: SubmitReader,
): SubmitOutcome => {
  if (meaning === "try_later") return busy(answer, words, reader);
  const sentence = SENTENCES[meaning]?.(reader.title) ?? `${reader.title} refused the request`;
  const said = words ?? { code: undefined, message: `status ${answer.status}` };
  return { kind: "rejected", failure: failureInWords(meaning, sentence, said) };
};

const busy = (answer: Answer, words: VendorWords | undefined, reader: SubmitReader): SubmitOutcome => ({
  kind: "try_later",
  afterMs: Math.max(retryAfterMs(answer.headers, reader.nowMs) ?? 0, reader.waitMs),
  limit: {
    forMs: BUSY_FOR_MS,
    failure: failureInWords("provider_busy", `${reader.title} was at capacity for a day`, words),
  },
});

const unreachable = ({ title, waitMs }: SubmitReader, why: string): SubmitOutcome => {
  const failure: FailureRecord = failureInWords(
    "provider_never_got_it",
    `${title} could not be reached for half an hour`,
    {
      code: undefined,
      message: `${why}. Check its address; nothing was made or billed`,
    },
  );
  return { kind: "try_later", afterMs: waitMs, limit: { forMs: UNREACHABLE_FOR_MS, failure } };
};
