import type { JsonValue, ModelCapabilities } from "@kinora/contract";
import type { PollContext, PollOutcome, Provider } from "@kinora/domain";
import type { Account } from "./account.ts";
import { billedByList } from "./billed-by-list.ts";
import type { CallFor, HttpAdapter, Reading } from "./http-adapter.ts";
import type { ProviderWorld } from "./provider-settings.ts";
import { ProviderTrouble } from "./provider-trouble.ts";

interface Polling<Operation extends JsonValue, Result extends JsonValue> {
  readonly adapter: HttpAdapter<Operation, Result>;
  readonly account: Account;
  readonly callFor: CallFor;
  readonly world: ProviderWorld;
  readonly findModel: (name: string) => ModelCapabilities | undefined;
}

type Asked = NonNullable<PollContext["asked"]>;

/** Up to so much of an interval is added by chance, so that what began together does not ask together for ever. */
const JITTER = 0.2;

/**
 * The poll of every HTTP provider. Never more often than the account may ask; trouble is no answer and never final; the next
 * poll's turn is taken with this one's answer.
 */
export const pollAction =
  <Operation extends JsonValue, Result extends JsonValue>(context: Polling<Operation, Result>): Provider["poll"] =>
  async (operation, { signal, asked }) => {
    const { adapter, account, callFor } = context;
    const parsed = adapter.operation.safeParse(operation);
    // Perhaps a newer version wrote it: not ours to give up.
    if (!parsed.success) return { kind: "no_answer", detail: "this version cannot read the stored operation" };
    const key = JSON.stringify(operation);
    const waitMs = account.pollWaitMs(key);
    if (waitMs > 0) return { kind: "postponed", afterMs: waitMs };
    try {
      const reading = await adapter.poll(parsed.data, await callFor(signal, () => account.polled(key)));
      return reading.kind === "done" ? doneOutcome(context, reading, asked) : outcomeOf(context, key, reading);
    } catch (error) {
      if (!(error instanceof ProviderTrouble)) throw error;
      const wait = error.afterMs === undefined ? {} : { afterMs: error.afterMs };
      return { kind: "no_answer", detail: error.message, ...wait };
    } finally {
      account.pollEnded(key);
    }
  };

/** What it costs is the vendor's word, or what its price list makes of what it says that it made. */
const doneOutcome = <Operation extends JsonValue, Result extends JsonValue>(
  { adapter: { manifest, region }, findModel }: Polling<Operation, Result>,
  { result, billed: told, made }: Extract<Reading<Result>, { kind: "done" }>,
  asked: Asked | undefined,
): PollOutcome => {
  const model = asked && findModel(asked.model);
  const counted =
    made && asked && model && billedByList(manifest.prices ?? [], { model, options: asked.options, region }, made);
  const billed = told ?? counted;
  return { kind: "done", result, ...(billed === undefined ? {} : { billed }) };
};

const outcomeOf = <Operation extends JsonValue, Result extends JsonValue>(
  { adapter, account, world }: Polling<Operation, Result>,
  key: string,
  reading: Exclude<Reading<Result>, { kind: "done" }>,
): PollOutcome => {
  if (reading.kind !== "running") return reading;
  const { progress = 0, stage, warnings } = reading;
  const everyMs = world.pollEveryMs ?? adapter.polling.everyMs * (1 + JITTER * world.rng());
  return {
    kind: "running",
    progress,
    pollAfterMs: account.nextPollMs(key, everyMs),
    ...(stage === undefined ? {} : { stage }),
    ...(warnings === undefined ? {} : { warnings }),
  };
};
