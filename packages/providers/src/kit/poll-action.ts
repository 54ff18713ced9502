import type { JsonValue } from "@kinora/contract";
import type { PollOutcome, Provider } from "@kinora/domain";
import type { Account } from "./account.ts";
import type { CallFor, HttpAdapter, Reading } from "./http-adapter.ts";
import type { ProviderWorld } from "./provider-settings.ts";
import { ProviderTrouble } from "./provider-trouble.ts";

interface PollContext<Operation extends JsonValue, Result extends JsonValue> {
  readonly adapter: HttpAdapter<Operation, Result>;
  readonly account: Account;
  readonly callFor: CallFor;
  readonly world: ProviderWorld;
}

/** Up to so much of an interval is added by chance, so that what began together does not ask together for ever. */
const JITTER = 0.2;

/**
 * The poll of every HTTP provider. Never more often than the account may ask; trouble is no answer and never final; the next
 * poll's turn is taken with this one's answer.
 */
export const pollAction =
  <Operation extends JsonValue, Result extends JsonValue>(context: PollContext<Operation, Result>): Provider["poll"] =>
  async (operation, { signal }) => {
    const { adapter, account, callFor } = context;
    const parsed = adapter.operation.safeParse(operation);
    // Perhaps a newer version wrote it: not ours to give up.
    if (!parsed.success) return { kind: "no_answer", detail: "this version cannot read the stored operation" };
    const key = JSON.stringify(operation);
    const waitMs = account.pollWaitMs(key);
    if (waitMs > 0) return { kind: "postponed", afterMs: waitMs };
    try {
      return outcomeOf(context, key, await adapter.poll(parsed.data, await callFor(signal)));
    } catch (error) {
      if (!(error instanceof ProviderTrouble)) throw error;
      const wait = error.afterMs === undefined ? {} : { afterMs: error.afterMs };
      return { kind: "no_answer", detail: error.message, ...wait };
    }
  };

const outcomeOf = <Operation extends JsonValue, Result extends JsonValue>(
  { adapter, account, world }: PollContext<Operation, Result>,
  key: string,
  reading: Reading<Result>,
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
