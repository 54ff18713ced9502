import { type GenerationView, isSettled, type Status } from "@kinora/contract";
import type { Fate, SubmitRecord } from "../fake-upstream/index.ts";

/** What is known of one generation when the run is over. */
export interface Evidence {
  readonly marker: string;
  /** What the server says of it; undefined when it knows nothing of an id that it had answered. */
  readonly view: GenerationView | undefined;
  /** Whether its video is the vendor's film, byte for byte. */
  readonly hasFilm: boolean;
  /** Whether work of that kind of vendor costs nothing: it may be made again, and nobody need be asked. */
  readonly isFree: (dialect: string) => boolean;
  /** The submits that reached the vendor. */
  readonly submits: readonly SubmitRecord[];
  /** The tasks that the vendor made of them. */
  readonly tasks: readonly { readonly dialect: string; readonly fate: Fate; readonly wasCancelled: boolean }[];
  /** How the vendor spoiled its films. */
  readonly spoiledFilms: readonly string[];
  /** When the server was killed (ms since 1970). */
  readonly kills: readonly number[];
}

export interface Verdict {
  readonly status: Status | "unknown";
  /** Why it counts as lost. */
  readonly lost: string | undefined;
  readonly isTwice: boolean;
  /** Of a generation that waits for a person: whether nobody could know. Undefined for all others. */
  readonly isUnknowable: boolean | undefined;
}

/** The vendor refused, and said so: nothing was made, and it may be sent again. */
const isRefusal = ({ deed }: SubmitRecord): boolean => deed === "refuse";

/** After these the sender cannot know whether the vendor took it. */
const UNCLEAR = ["reset_before", "reset_after", "hang_before", "hang_after", "status_before", "status_after"];
const GARBLED = ["garbage", "truncated", "empty"];

/** Between a moment here and the same one there: two processes, and a busy machine. */
const SLACK_MS = 100;
/** Until an answer that was sent is read, understood and committed. */
const COMMITTED_WITHIN_MS = 1_000;
/** Until a submit that was intended is out, or may not go out any more (docs/reliability.md). */
const SENT_WITHIN_MS = 10_000;

const isIn = (kills: readonly number[], from: number, to: number): boolean =>
  kills.some((kill) => kill >= from - SLACK_MS && kill <= to + SLACK_MS);

/** The server died after it had sent, and before it can have committed the answer. */
const wasCutOff = ({ at, answeredAt }: SubmitRecord, kills: readonly number[]): boolean =>
  isIn(kills, at, (answeredAt ?? Infinity) + COMMITTED_WITHIN_MS);

/** What never reached the vendor: the server died between the intent and the sending. */
const diedBefore = ({ view, submits, kills }: Evidence): boolean => {
  const refusedAt = submits.filter(isRefusal).map(({ answeredAt, at }) => answeredAt ?? at);
  const intendedAt = Math.max(Date.parse(view?.started_at ?? "1970-01-01"), ...refusedAt);
  // After a refusal it waits before the next attempt, whose moment is not known.
  return isIn(kills, intendedAt, refusedAt.length > 0 ? Infinity : intendedAt + SENT_WITHIN_MS);
};

/** A film that was unusable so often is given up (docs/reliability.md); one that is gone, at once. */
const FILM_TRIES = 3;

const isFilmLost = (spoiled: readonly string[]): boolean =>
  spoiled.some((how) => how === "gone" || how === "expired") ||
  spoiled.filter((how) => how === "cut_short" || how === "web_page").length >= FILM_TRIES;

/** Free work is started this often (docs/reliability.md); then it has failed, and is not lost. */
const FREE_STARTS = 3;

/** What was paid for; of free work, which may be made again, the last try, while there are some left. */
const counted = ({ tasks, submits, isFree }: Evidence): Evidence["tasks"] => {
  const mayGoOn =
    submits.filter((submit) => !isRefusal(submit)).length < FREE_STARTS && !submits.slice(-1).some(isRefusal);
  return tasks.filter(({ dialect }, index) => !isFree(dialect) || (mayGoOn && index === tasks.length - 1));
};

/** Accepted work that has no good end. */
const whyLost = (evidence: Evidence): string | undefined => {
  const { view, hasFilm, spoiledFilms } = evidence;
  if (view === undefined) return "the server does not know it";
  if (!isSettled(view.status)) return `it still says ${view.status}`;
  if (view.status === "succeeded") return hasFilm ? undefined : "its video is not the vendor's film";
  const wasMade = counted(evidence).some(({ fate, wasCancelled }) => fate === "succeeds" && !wasCancelled);
  if (view.status === "needs_review" || !wasMade || isFilmLost(spoiledFilms)) return undefined;
  return `the vendor made its video, and it ended ${view.status}: ${view.error?.message ?? "no reason given"}`;
};

/** Judges one generation by what the vendor saw, not by what the server says of itself. */
export const judge = (evidence: Evidence): Verdict => {
  const { view, submits, tasks, kills, isFree } = evidence;
  const sent = submits.filter((submit) => !isRefusal(submit));
  const isPaid = ({ dialect }: { readonly dialect: string }): boolean => !isFree(dialect);
  const isUnclear = sent.some(
    (submit) => [...UNCLEAR, ...GARBLED].includes(submit.deed ?? "") || wasCutOff(submit, kills),
  );
  const isUnknowable = isUnclear || (sent.length === 0 && diedBefore(evidence));
  return {
    status: view?.status ?? "unknown",
    lost: whyLost(evidence),
    isTwice: sent.filter(isPaid).length > 1 || tasks.filter(isPaid).length > 1,
    isUnknowable: view?.status === "needs_review" ? isUnknowable && !isFree(view.provider) : undefined,
  };
};
