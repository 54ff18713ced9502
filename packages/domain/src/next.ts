import type { Status, Warning } from "@kinora/contract";
import { carried } from "./carried.ts";
import type { GenerationEvent } from "./generation-event.ts";
import type { CostNotes, FailureRecord, Generation, GenerationNotes, GenerationState, InStatus } from "./generation.ts";
import { isFinal } from "./is-final.ts";
import { isKeepEvent, type KeepEvent, kept } from "./keep.ts";
import { costAfter, ledgerMoves } from "./ledger.ts";
import { withFallback } from "./with-fallback.ts";

/** How often work of a free provider is started at the most. */
export const MAX_FREE_ATTEMPTS = 3;

/** Moved: the generation with its next version. Ignored: the event means nothing in this state, and why. */
export type Transition =
  { readonly kind: "moved"; readonly generation: Generation } | { readonly kind: "ignored"; readonly reason: string };

type Handler<S extends Status> = (generation: InStatus<S>, event: GenerationEvent, now: number) => Transition;

type EventOf<T extends GenerationEvent["type"]> = Extract<GenerationEvent, { type: T }>;

const ignored = (reason: string): Transition => ({ kind: "ignored", reason });

const move = (generation: Generation, state: GenerationState, notes: Partial<GenerationNotes> = {}): Transition => ({
  kind: "moved",
  generation: { ...carried(generation), ...notes, ...state, version: generation.version + 1 },
});

/** The same state with other notes. */
const note = (generation: Generation, notes: Partial<GenerationNotes>): Transition => ({
  kind: "moved",
  generation: { ...generation, ...notes, version: generation.version + 1 },
});

const fail = (generation: Generation, failure: FailureRecord, now: number): Transition =>
  move(generation, { status: "failed", failure, finishedAt: now });

/** A refusal is the end, unless another model may take over: nothing was paid. */
const refuse = (
  generation: InStatus<"queued" | "submitting">,
  { failure }: EventOf<"refused" | "submit_rejected">,
  now: number,
): Transition => {
  const taken = withFallback(generation, failure);
  return taken === undefined ? fail(generation, failure, now) : move(taken, { status: "queued", notBefore: now });
};

/** Free work starts again, a few times; work that may have been paid for never does. */
const startAgain = (generation: Generation, failure: FailureRecord, now: number): Transition => {
  if (generation.billing !== "free") return ignored("paid work is never started again by itself");
  if (generation.cancel !== undefined) return move(generation, { status: "cancelled", finishedAt: now });
  if (generation.attempts >= MAX_FREE_ATTEMPTS) return fail(generation, failure, now);
  return move(generation, { status: "queued", notBefore: now }, { stage: undefined });
};

const queued: Handler<"queued"> = (generation, event, now) => {
  switch (event.type) {
    case "submit_intended":
      return move(
        generation,
        { status: "submitting", attempt: event.attempt },
        { attempts: event.attempt.number, startedAt: generation.startedAt ?? now },
      );
    case "refused":
      return refuse(generation, event, now);
    case "cancel_asked":
      // Nothing was sent, so nothing can come: the wish is the end.
      return move(generation, { status: "cancelled", finishedAt: now }, { cancel: { ...event.answer, askedAt: now } });
    default:
      return ignored("nothing was sent yet");
  }
};

/** The provider has the work: what it is polled with is known. */
const runs = (
  generation: InStatus<"submitting" | "needs_review">,
  { operation, pollAt, warnings = [] }: Omit<EventOf<"submit_accepted">, "type">,
): Transition =>
  move(
    generation,
    { status: "running", attempt: generation.attempt, operation, pollAt, pollFailures: 0 },
    { warnings: union(generation.warnings, warnings), fallbacks: undefined },
  );

/** From here on something may be paid for: no other model takes over any more. */
const unknown = (
  generation: InStatus<"submitting" | "needs_review">,
  { tried, nextLookAt }: EventOf<"submit_unknown">,
): Transition =>
  move(
    generation,
    { status: "needs_review", attempt: generation.attempt, tried, nextLookAt },
    { fallbacks: undefined },
  );

const submitting: Handler<"submitting"> = (generation, event, now) => {
  switch (event.type) {
    case "submit_accepted":
      return runs(generation, event);
    case "submit_rejected":
      return refuse(generation, event, now);
    case "submit_absent":
      return fail(generation, event.failure, now);
    case "submit_postponed":
      return generation.cancel === undefined
        ? move(
            generation,
            { status: "queued", notBefore: event.until },
            { attempts: Math.max(0, generation.attempts - 1) },
          )
        : move(generation, { status: "cancelled", finishedAt: now });
    case "submit_unknown":
      return unknown(generation, event);
    case "work_lost":
      return startAgain(generation, event.failure, now);
    default:
      return ignored("the outcome of the submit is not known yet");
  }
};

const runningState = (generation: InStatus<"running">): Extract<GenerationState, { status: "running" }> => ({
  status: "running",
  attempt: generation.attempt,
  operation: generation.operation,
  pollAt: generation.pollAt,
  pollFailures: generation.pollFailures,
});

/** What the provider told of the motion, where it did. */
const learned = (
  generation: Generation,
  event: EventOf<"progressed" | "provider_done">,
): Pick<GenerationNotes, "plan" | "unmet" | "warnings"> => ({
  plan: event.plan ?? generation.plan,
  unmet: event.unmet ?? generation.unmet,
  warnings: union(generation.warnings, event.warnings ?? []),
});

/** Progress never falls, and what is no number says nothing. */
const grown = (known: number, told: number): number =>
  Number.isFinite(told) ? Math.max(known, Math.min(100, Math.floor(told))) : known;

const sameWarning = (a: Warning, b: Warning): boolean =>
  a.option === b.option && a.code === b.code && a.message === b.message;

/** A provider may say the same warning on every poll: it is kept once. */
const union = (known: readonly Warning[], told: readonly Warning[]): readonly Warning[] =>
  told.reduce<readonly Warning[]>(
    (all, warning) => (all.some((one) => sameWarning(one, warning)) ? all : [...all, warning]),
    known,
  );

const progressed = (generation: InStatus<"running">, event: EventOf<"progressed">): Transition =>
  move(
    generation,
    { ...runningState(generation), pollAt: event.pollAt, pollFailures: 0 },
    {
      progress: grown(generation.progress, event.progress),
      stage: event.stage ?? generation.stage,
      ...learned(generation, event),
    },
  );

const tellCancel = (generation: InStatus<"running">, event: EventOf<"cancel_told">, now: number): Transition =>
  generation.cancel === undefined
    ? ignored("nobody asked for an end")
    : note(generation, { cancel: { ...event.answer, askedAt: generation.cancel.askedAt, toldAt: now } });

const running: Handler<"running"> = (generation, event, now) => {
  switch (event.type) {
    case "progressed":
      return progressed(generation, event);
    case "poll_failed":
      return move(generation, {
        ...runningState(generation),
        pollAt: event.pollAt,
        pollFailures: generation.pollFailures + 1,
      });
    case "provider_done":
      return move(
        generation,
        {
          status: "collecting",
          attempt: generation.attempt,
          operation: generation.operation,
          result: event.result,
          collectAt: now,
          collectFailures: 0,
        },
        { stage: "collecting", ...learned(generation, event) },
      );
    case "provider_failed":
      return fail(generation, event.failure, now);
    case "provider_cancelled":
      return move(generation, { status: "cancelled", finishedAt: now });
    case "provider_forgot":
      return move(generation, { status: "expired", failure: event.failure, finishedAt: now });
    case "work_lost":
      return startAgain(generation, event.failure, now);
    case "cancel_told":
      return tellCancel(generation, event, now);
    default:
      return ignored("the provider has the work");
  }
};

const collecting: Handler<"collecting"> = (generation, event, now) => {
  switch (event.type) {
    case "collected":
      return move(
        generation,
        { status: "succeeded", artifacts: event.artifacts, finishedAt: now },
        { progress: 100, stage: undefined, warnings: union(generation.warnings, event.warnings ?? []) },
      );
    case "collect_postponed":
      return move(generation, {
        status: "collecting",
        attempt: generation.attempt,
        operation: generation.operation,
        result: generation.result,
        collectAt: event.until,
        collectFailures: generation.collectFailures + 1,
        unusableFiles: (generation.unusableFiles ?? 0) + (event.isUnusable === true ? 1 : 0),
      });
    case "result_unusable":
      return fail(generation, event.failure, now);
    case "result_gone":
      return move(generation, { status: "expired", failure: event.failure, finishedAt: now });
    case "work_lost":
      return startAgain(generation, event.failure, now);
    default:
      return ignored("the result is being fetched");
  }
};

const needsReview: Handler<"needs_review"> = (generation, event, now) => {
  switch (event.type) {
    case "attached":
      return runs(generation, { operation: event.operation, pollAt: now });
    case "submit_accepted":
      return runs(generation, event);
    case "submit_absent":
    case "given_up":
      return fail(generation, event.failure, now);
    case "submit_unknown":
      return unknown(generation, event);
    case "resubmit_asked":
      // The person's newer word: it takes an older wish to cancel back.
      return move(generation, { status: "queued", notBefore: now }, { cancel: undefined });
    default:
      return ignored("a person decides");
  }
};

/** Final states never change, whatever arrives late; only deliveries, previews made later and what its owner does with it are noted. */
const final = (generation: Generation): Transition => ignored(`${generation.status} is final`);

const byStatus = (generation: Generation, event: GenerationEvent, now: number): Transition => {
  switch (generation.status) {
    case "queued":
      return queued(generation, event, now);
    case "submitting":
      return submitting(generation, event, now);
    case "running":
      return running(generation, event, now);
    case "collecting":
      return collecting(generation, event, now);
    case "needs_review":
      return needsReview(generation, event, now);
    case "succeeded":
    case "failed":
    case "cancelled":
    case "expired":
      return final(generation);
  }
};

const deliver = (generation: Generation, now: number): Transition => {
  if (!isFinal(generation)) return ignored("there is no result to deliver yet");
  if (generation.deliveredAt !== undefined) return ignored("it was delivered before");
  return note(generation, { deliveredAt: now });
};

/** A preview is one more file of a video that stays as it is. */
const keepAnimation = (generation: Generation, { artifact }: EventOf<"animation_made">): Transition => {
  if (generation.status !== "succeeded") return ignored("it has no video");
  if (generation.artifacts.some(({ kind }) => kind === artifact.kind)) return ignored("it has one already");
  const artifacts = [...generation.artifacts, artifact];
  return { kind: "moved", generation: { ...generation, artifacts, version: generation.version + 1 } };
};

/** A recorded wish: it never makes a row final while paid work may still come. Asking twice is asking once. */
const wish = (generation: Generation, event: EventOf<"cancel_asked">, now: number): Transition =>
  generation.cancel === undefined
    ? note(generation, { cancel: { ...event.answer, askedAt: now } })
    : ignored("the wish is recorded already");

const keep = (generation: Generation, event: KeepEvent, now: number): Transition => {
  const notes = kept(generation, event, now);
  return typeof notes === "string" ? ignored(notes) : note(generation, notes);
};

const decide = (generation: Generation, event: GenerationEvent, now: number): Transition => {
  if (event.type === "delivered") return deliver(generation, now);
  if (event.type === "animation_made") return keepAnimation(generation, event);
  if (isKeepEvent(event)) return keep(generation, event, now);
  if (event.type === "cancel_asked" && generation.status !== "queued" && !isFinal(generation)) {
    return wish(generation, event, now);
  }
  return byStatus(generation, event, now);
};

/**
 * What a generation becomes when something happens to it: total (every state and event has an answer) and pure. The states
 * and their meaning: docs/reliability.md.
 *
 * | from | to |
 * |---|---|
 * | queued | submitting · queued (with the next model) · failed · cancelled |
 * | submitting | running · queued · failed · needs_review · cancelled (nothing was sent, and it was asked) |
 * | running | collecting · failed · expired · cancelled · queued (free providers) |
 * | collecting | succeeded · failed · expired · queued (free providers) |
 * | needs_review | running · queued · failed |
 * | succeeded, failed, cancelled, expired | nothing, ever (a succeeded one may get previews of its video) |
 *
 * @param now milliseconds since 1970
 */
export const next = (generation: Generation, event: GenerationEvent, now: number): Transition => {
  const transition = decide(generation, event, now);
  if (transition.kind === "ignored") return transition;
  const moved = transition.generation;
  const cost = ledgerMoves(generation, moved, event).reduce<CostNotes | undefined>(costAfter, moved.cost);
  return cost === moved.cost ? transition : { kind: "moved", generation: { ...moved, cost } };
};
