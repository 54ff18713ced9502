import { type GenerationView, isSettled, type Status } from "@kinora/contract";
import type { Fate, SubmitRecord } from "../fake-upstream/index.ts";

/** What is known of one generation when the run is over. */
export interface Evidence {
  readonly marker: string;
  /** What the server says of it; undefined when it knows nothing of an id that it had answered. */
  readonly view: GenerationView | undefined;
  /** Whether its video is the vendor's film, byte for byte. */
  readonly hasFilm: boolean;
  /** The submits that reached the vendor. */
  readonly submits: readonly SubmitRecord[];
  /** The tasks that the vendor made of them. */
  readonly tasks: readonly { readonly fate: Fate; readonly wasCancelled: boolean }[];
  /** Films that the vendor spoiled. */
  readonly spoiledFilms: number;
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

/** An answer that came later than this after its request was not cut off by that death. */
const ANSWERED_WITHIN_MS = 3_000;

const wasKilledIn = ({ at }: SubmitRecord, kills: readonly number[]): boolean =>
  kills.some((kill) => kill >= at - ANSWERED_WITHIN_MS && kill <= at + ANSWERED_WITHIN_MS);

/** A film that was unusable so often is given up (docs/reliability.md). */
const FILM_TRIES = 3;

/** Accepted work that has no good end. */
const whyLost = ({ view, hasFilm, tasks, spoiledFilms }: Evidence): string | undefined => {
  if (view === undefined) return "the server does not know it";
  if (!isSettled(view.status)) return `it still says ${view.status}`;
  if (view.status === "succeeded") return hasFilm ? undefined : "its video is not the vendor's film";
  const isPaid = tasks.some(({ fate, wasCancelled }) => fate === "succeeds" && !wasCancelled);
  if (view.status === "needs_review" || !isPaid || spoiledFilms >= FILM_TRIES) return undefined;
  return `the vendor made its video, and it ended ${view.status}: ${view.error?.message ?? "no reason given"}`;
};

/** Judges one generation by what the vendor saw, not by what the server says of itself. */
export const judge = (evidence: Evidence): Verdict => {
  const { view, submits, tasks, kills } = evidence;
  const sent = submits.filter((submit) => !isRefusal(submit));
  const isUnclear = sent.some(
    (submit) => [...UNCLEAR, ...GARBLED].includes(submit.deed ?? "") || wasKilledIn(submit, kills),
  );
  return {
    status: view?.status ?? "unknown",
    lost: whyLost(evidence),
    isTwice: sent.length > 1 || tasks.length > 1,
    // What never reached the vendor: only a death between the intent and the sending leaves that open.
    isUnknowable: view?.status === "needs_review" ? isUnclear || (sent.length === 0 && kills.length > 0) : undefined,
  };
};
