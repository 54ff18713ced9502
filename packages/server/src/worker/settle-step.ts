import {
  eventOfReconcile,
  eventOfUnknown,
  type InStatus,
  matchCandidates,
  type Provider,
  type ReconcileOutcome,
  wakeAtOf,
} from "@kinora/domain";
import { withPlan } from "./plan-of.ts";
import { callContext, providerOf, record, type StepContext } from "./step-context.ts";

type Unsettled = InStatus<"submitting" | "needs_review">;

type Reconcile = NonNullable<Provider["reconcile"]>;

const askList = async (context: StepContext, generation: Unsettled, provider: Provider): Promise<ReconcileOutcome> => {
  const reconcile: Reconcile | undefined = provider.reconcile?.bind(provider);
  if (reconcile === undefined) return { kind: "unknown", detail: `${provider.id} has no list to look at` };
  try {
    return await withPlan(context.deps.blobs, { generation, attempt: generation.attempt }, (plan) =>
      reconcile(plan, callContext(context, context.signal)),
    );
  } catch (error) {
    return { kind: "unknown", detail: error instanceof Error ? error.message : String(error) };
  }
};

/** Of the provider's candidates, the one that can only be this submit's. */
const settleCandidates = async (
  { deps }: StepContext,
  generation: Unsettled,
  outcome: ReconcileOutcome,
): Promise<Exclude<ReconcileOutcome, { kind: "candidates" }>> => {
  if (outcome.kind !== "candidates") return outcome;
  const unattached = await deps.store.unattached(generation.provider, outcome.operations);
  const unsettled = await deps.store.unsettled(generation.provider);
  const promptOf = new Map(outcome.operations.map((task, index) => [task, outcome.prompts?.[index] ?? null]));
  return matchCandidates(generation, { unattached, unsettled, promptOf });
};

/** One look at a time for each provider, so that two submits never take the same task. */
const reconcileOnce = (context: StepContext, generation: Unsettled, provider: Provider): Promise<number | undefined> =>
  context.memory.oneByOne(`the list of ${provider.id}`, () => lookOnce(context, generation, provider));

const lookOnce = async (
  context: StepContext,
  generation: Unsettled,
  provider: Provider,
): Promise<number | undefined> => {
  const { absentLooks } = context.memory;
  const listed = await askList(context, generation, provider);
  if (context.signal.aborted) return undefined;
  const outcome = await settleCandidates(context, generation, listed);
  const absentBefore = absentLooks.get(generation.attempt.id) ?? 0;
  const circumstances = { now: context.deps.clock.now(), absentBefore, listingDelayMs: provider.listingDelayMs };
  const step = eventOfReconcile(generation, outcome, circumstances);
  if (outcome.kind === "absent") absentLooks.set(generation.attempt.id, absentBefore + 1);
  if (step.kind === "look_again") return step.at;
  absentLooks.delete(generation.attempt.id);
  return wakeAtOf(await record(context, generation, step.event));
};

/** A submit whose outcome is unknown: ask the provider's list where it has one; free work starts again; else a person decides. */
export const settleUnknown = async (
  context: StepContext,
  generation: Unsettled,
  detail: string,
): Promise<number | undefined> => {
  const provider = providerOf(context, generation);
  if (provider?.reconcile !== undefined) return reconcileOnce(context, generation, provider);
  return wakeAtOf(
    await record(context, generation, eventOfUnknown(generation, { tried: [detail], nextLookAt: undefined })),
  );
};

/** A row found in `submitting` that nobody here is sending: its sender died with its process, or will within the deadline. */
export const foundSubmitting = async (
  context: StepContext,
  generation: InStatus<"submitting">,
): Promise<number | undefined> => {
  const now = context.deps.clock.now();
  const { sendBefore } = generation.attempt;
  if (now < sendBefore) return sendBefore;
  if (generation.billing === "free" && providerOf(context, generation)?.reconcile === undefined) {
    // Our own death is not the work's fault: it starts again, and that start does not count.
    return wakeAtOf(await record(context, generation, { type: "submit_postponed", until: now }));
  }
  return settleUnknown(context, generation, "the server ended while the request may have been on its way");
};

/** A generation that waits for a person, while its provider's list may still tell what became of it. */
export const reviewStep = async (
  context: StepContext,
  generation: InStatus<"needs_review">,
): Promise<number | undefined> => {
  const { nextLookAt } = generation;
  if (nextLookAt === undefined || nextLookAt > context.deps.clock.now()) return nextLookAt;
  const provider = providerOf(context, generation);
  return provider?.reconcile === undefined ? undefined : reconcileOnce(context, generation, provider);
};
