import { Failure, type JsonValue, type ModelCapabilities, type Warning } from "@kinora/contract";
import type { FailureRecord, Provider, SubmitOutcome, SubmitPlan } from "@kinora/domain";
import type { HttpClient } from "@kinora/net";
import type { Account } from "./account.ts";
import { classifySubmit } from "./classify-submit.ts";
import { fitStill } from "./fit-still.ts";
import type { BillableRequest, Call, CallFor, HttpAdapter, Order } from "./http-adapter.ts";
import { ProviderTrouble } from "./provider-trouble.ts";

interface SubmitContext<Operation extends JsonValue, Result extends JsonValue> {
  readonly adapter: HttpAdapter<Operation, Result>;
  readonly account: Account;
  readonly callFor: CallFor;
  readonly findModel: (name: string) => ModelCapabilities | undefined;
  readonly pollAfterMs: number;
}

interface Ready {
  readonly order: Order;
  readonly request: BillableRequest;
  readonly warnings: readonly Warning[];
  readonly call: Call;
  readonly client: HttpClient;
}

/**
 * The submit of every HTTP provider: bring the pictures within the limits, put the order into the vendor's words, wait for the
 * account's turn, POST once, and say what the answer means. Before the POST nothing can be lost, so any trouble there is
 * "try later" or a refusal; after its first byte no error is caught here that `classifySubmit` has not looked at.
 */
export const submitAction =
  <Operation extends JsonValue, Result extends JsonValue>(
    context: SubmitContext<Operation, Result>,
  ): Provider["submit"] =>
  async (plan, { signal }) => {
    const { account } = context;
    const ready = await getReady(context, plan, signal).catch((error: unknown) => notSent(context, error));
    if (!("request" in ready)) return ready;
    const waitMs = await account.submitTurn(signal).catch(() => 0);
    if (waitMs !== undefined) return { kind: "try_later", afterMs: waitMs };
    return send(context, ready, signal);
  };

const send = async <Operation extends JsonValue, Result extends JsonValue>(
  { adapter, account, pollAfterMs }: SubmitContext<Operation, Result>,
  { order, request, warnings, call, client }: Ready,
  signal: AbortSignal,
): Promise<SubmitOutcome> => {
  const { path, headers = {}, body } = request;
  const exchange = await client.post({ path, headers, body, signal, notAfter: order.plan.sendBefore });
  const outcome = classifySubmit(exchange, {
    title: adapter.manifest.title,
    codes: adapter.codes,
    words: (answer) => adapter.words(answer),
    accepted: (answer) => adapter.accepted(answer, order),
    warnings,
    pollAfterMs,
    waitMs: account.nextWaitMs(),
    nowMs: call.now(),
  });
  if (outcome.kind === "try_later") account.rest(outcome.afterMs);
  else account.answered();
  return outcome;
};

const getReady = async <Operation extends JsonValue, Result extends JsonValue>(
  { adapter, account, callFor, findModel }: SubmitContext<Operation, Result>,
  plan: SubmitPlan,
  signal: AbortSignal,
): Promise<Ready | SubmitOutcome> => {
  const model = findModel(plan.model);
  if (model === undefined) {
    throw new Failure("model_not_found", { detail: `${adapter.manifest.title} has no model "${plan.model}".` });
  }
  const { order, warnings: fitted } = await orderOf(model, plan);
  const call = await callFor(signal);
  const request = await adapter.translate(order, call);
  const warnings = [...fitted, ...(request.warnings ?? [])];
  if (plan.strict && warnings.length > 0) return { kind: "rejected", failure: tooStrict(warnings) };
  const { client } = await account.connect();
  return { order, request, warnings, call, client };
};

/** Defaults filled in, and the pictures within the model's limits. */
const orderOf = async (
  model: ModelCapabilities,
  plan: SubmitPlan,
): Promise<{ order: Order; warnings: readonly Warning[] }> => {
  const { prompt, options } = plan;
  const first = await fitStill(model, plan.still);
  const last = plan.lastStill && (await fitStill(model, plan.lastStill));
  const lastWarnings = (last?.warnings ?? []).map((warning) => ({ ...warning, option: "last_image" }));
  const resolution = options.resolution ?? model.default_resolution;
  const durationSeconds = options.duration_seconds ?? model.default_duration_seconds;
  return {
    order: { plan, model, prompt, options, resolution, durationSeconds, still: first.still, lastStill: last?.still },
    warnings: [...first.warnings, ...lastWarnings],
  };
};

const tooStrict = (warnings: readonly Warning[]): FailureRecord => ({
  code: "unsupported_option",
  message: `Not all can be done as asked, and strict is on: ${warnings.map(({ message }) => message).join(" ")}`,
  providerCode: undefined,
});

/** A Failure is final; whatever else went wrong before the POST may go right the next time. */
const notSent = <Operation extends JsonValue, Result extends JsonValue>(
  { adapter, account }: SubmitContext<Operation, Result>,
  error: unknown,
): SubmitOutcome => {
  if (error instanceof Failure) {
    const { code, message, providerCode } = error;
    return { kind: "rejected", failure: { code, message, providerCode } };
  }
  const why = error instanceof Error ? error.message : String(error);
  const afterMs = Math.max(account.nextWaitMs(), error instanceof ProviderTrouble ? (error.afterMs ?? 0) : 0);
  const message = `The request could not be made ready for ${adapter.manifest.title} for half an hour: ${why}. Nothing was made or billed.`;
  const failure: FailureRecord = { code: "provider_never_got_it", message, providerCode: undefined };
  return { kind: "try_later", afterMs, limit: { forMs: READY_FOR_MS, failure } };
};

const READY_FOR_MS = 30 * 60_000;
