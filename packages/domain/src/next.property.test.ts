import { FINAL_STATUSES, type Status } from "@kinora/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { GenerationEvent } from "./generation-event.ts";
import type { Fallback, Generation } from "./generation.ts";
import { EVENTS, sampleIn } from "./generation.sample.ts";
import { ledgerMoves } from "./ledger.ts";
import { next } from "./next.ts";

const anyEvent: fc.Arbitrary<GenerationEvent> = fc.oneof(
  fc.constantFrom(...Object.values(EVENTS)),
  fc.double().map((progress): GenerationEvent => ({ ...EVENTS.progressed, progress })),
);
const anyHistory = fc.array(anyEvent, { maxLength: 40 });
const anyBilling = fc.constantFrom("free", "on_success", "on_submit");

interface Step {
  readonly before: Generation;
  readonly event: GenerationEvent;
  readonly after: Generation;
}

/** The moves of a history; the attempt's number is the next one, as the worker writes it. */
const stepsOf = (
  billing: Generation["billing"],
  history: readonly GenerationEvent[],
  more: Partial<Generation> = {},
): Step[] => {
  let current: Generation = sampleIn("queued", { billing, ...more });
  return history.flatMap((given, index) => {
    const event: GenerationEvent =
      given.type === "submit_intended"
        ? { ...given, attempt: { id: `att-${index}`, number: current.attempts + 1, sendBefore: 9 } }
        : given;
    const transition = next(current, event, index);
    if (transition.kind === "ignored") return [];
    const step = { before: current, event, after: transition.generation };
    current = transition.generation;
    return [step];
  });
};

const isFinal = (status: Status): boolean => (FINAL_STATUSES as readonly Status[]).includes(status);

const check = (promise: (step: Step) => void): void =>
  fc.assert(
    fc.property(anyBilling, anyHistory, (billing, history) => {
      for (const step of stepsOf(billing, history)) promise(step);
    }),
    { numRuns: 1_000, seed: 20_261_122 },
  );

test("next never throws, whatever happens", () => {
  check(() => undefined);
});

test("the version grows by one on each move", () => {
  check(({ before, after }) => expect(after.version).toBe(before.version + 1));
});

const OWNERS = { deliveredAt: undefined, artifacts: undefined, labels: undefined, trashedAt: undefined, version: 0 };

test("a final state never changes but for its delivery, previews beside its files, labels and the trash", () => {
  check(({ before, event, after }) => {
    if (!isFinal(before.status)) return;
    expect(["delivered", "animation_made", "labelled", "trashed", "restored"]).toContain(event.type);
    expect({ ...after, ...OWNERS }).toEqual({ ...before, ...OWNERS });
    if (before.status !== "succeeded" || after.status !== "succeeded") return;
    expect(after.artifacts.slice(0, before.artifacts.length)).toEqual(before.artifacts);
  });
});

test("only what has ended is ever in the trash", () => {
  check(({ after }) => expect(after.trashedAt === undefined || isFinal(after.status)).toBe(true));
});

test("progress is a whole number from 0 to 100 that never falls", () => {
  check(({ before, after }) => {
    expect(after.progress).toBeGreaterThanOrEqual(before.progress);
    expect(after.progress).toBeLessThanOrEqual(100);
    expect(Number.isInteger(after.progress)).toBe(true);
  });
});

test("paid work goes back to the queue only by a documented try-later or a person's word", () => {
  check(({ before, event, after }) => {
    if (before.billing === "free" || before.status === "queued" || after.status !== "queued") return;
    expect(["submit_postponed", "resubmit_asked"]).toContain(event.type);
  });
});

test("free work is started at most 3 times, and that often it is", () => {
  const lossy = fc.constantFrom("submit_intended", "submit_accepted", "provider_done", "work_lost", "poll_failed");
  let most = 0;
  fc.assert(
    fc.property(fc.array(lossy, { minLength: 20, maxLength: 60 }), (names) => {
      const history = names.map((name) => EVENTS[name as keyof typeof EVENTS]);
      const starts = stepsOf("free", history).filter(({ event }) => event.type === "submit_intended").length;
      most = Math.max(most, starts);
      expect(starts).toBeLessThanOrEqual(3);
    }),
    { numRuns: 1_000, seed: 20_261_122 },
  );
  expect(most).toBe(3);
});

test("what was decided when the request was accepted never changes", () => {
  check(({ before, after }) => {
    const { id, callerId, digest, model, provider, billing, image, options, createdAt } = before;
    expect(after).toMatchObject({ id, callerId, digest, model, provider, billing, image, options, createdAt });
  });
});

describe("a chain of models", () => {
  const CODES = ["provider_rejected", "provider_auth", "provider_refused_content", "over_budget"] as const;
  const anyRefusal: fc.Arbitrary<GenerationEvent> = fc
    .tuple(fc.constantFrom("refused", "submit_rejected"), fc.constantFrom(...CODES))
    .map(([type, code]) => ({ type, failure: { code, message: "No.", providerCode: undefined } }));
  const anyChainEvent = fc.oneof(
    { weight: 1, arbitrary: anyEvent },
    { weight: 6, arbitrary: anyRefusal },
    { weight: 8, arbitrary: fc.constant<GenerationEvent>(EVENTS.submit_intended) },
    { weight: 2, arbitrary: fc.constantFrom<GenerationEvent>(EVENTS.submit_accepted, EVENTS.submit_unknown) },
  );
  const linkOf = (billing: Generation["billing"], index: number): Fallback => ({
    model: `m${index}`,
    provider: `p${index % 2}`,
    billing,
    options: {},
    estimateMicroUsd: 100,
    warnings: [],
  });
  const anyChain = fc.array(anyBilling, { minLength: 2, maxLength: 4 });

  const stepsOfChain = (billings: readonly Generation["billing"][], history: readonly GenerationEvent[]): Step[] => {
    const [first = "free", ...rest] = billings;
    const fallbacks = rest.map((billing, index) => linkOf(billing, index + 1));
    return stepsOf(first, history, { model: "m0", provider: "p0", fallbacks });
  };

  const checkChains = (promise: (steps: readonly Step[], length: number) => void): void =>
    fc.assert(
      fc.property(anyChain, fc.array(anyChainEvent, { maxLength: 40 }), (billings, history) => {
        promise(stepsOfChain(billings, history), billings.length);
      }),
      { numRuns: 3_000, seed: 20_261_123 },
    );

  const mayCost = ({ before, event }: Step): boolean =>
    before.billing !== "free" && (event.type === "submit_accepted" || event.type === "submit_unknown");

  test("whatever happens, no second submit follows one that may be paid for, but by a person's word", () => {
    let most = 0;
    checkChains((steps) => {
      let mayBePaid = false;
      let submits = 0;
      for (const step of steps) {
        if (step.event.type === "resubmit_asked") mayBePaid = false;
        if (step.event.type === "submit_intended") {
          expect(mayBePaid).toBe(false);
          submits += 1;
        }
        mayBePaid ||= mayCost(step);
      }
      most = Math.max(most, submits);
    });
    expect(most).toBeGreaterThan(2);
  });

  test("another model takes over only after a refusal that is not of the content, in order, once each", () => {
    let most = 0;
    checkChains((steps, length) => {
      const taken = steps.filter(({ before, after }) => before.model !== after.model);
      expect(taken.map(({ after }) => after.model)).toEqual(taken.map((_, index) => `m${index + 1}`));
      expect(taken.length).toBeLessThan(length);
      most = Math.max(most, taken.length);
      for (const { event, after } of taken) {
        if (event.type !== "refused" && event.type !== "submit_rejected") throw new Error(event.type);
        expect(event.failure.code).not.toBe("provider_refused_content");
        expect(after).toMatchObject({ status: "queued", attempts: 0, startedAt: undefined });
      }
    });
    expect(most).toBe(3);
  });

  test("whatever happens, what is held of each attempt is closed under the model that held it", () => {
    checkChains((steps) => {
      const open = new Map<string, string>();
      for (const { before, after, event } of steps) {
        for (const move of ledgerMoves(before, after, event)) {
          if (move.kind === "hold") open.set(move.attemptId, move.model);
          else {
            expect(open.get(move.attemptId)).toBe(move.model);
            open.delete(move.attemptId);
          }
        }
        if (isFinal(after.status) || after.status === "queued") expect([...open]).toEqual([]);
      }
    });
  });
});

test("a wish to cancel ends a generation only where nothing was sent, or the provider confirmed, or the work was free", () => {
  check(({ before, event, after }) => {
    if (after.status !== "cancelled" || before.status === "cancelled") return;
    const nothingSent = before.status === "queued" || event.type === "submit_postponed";
    const confirmed = event.type === "provider_cancelled";
    expect(nothingSent || confirmed || before.billing === "free").toBe(true);
  });
});
