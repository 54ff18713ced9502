import type { GenerationEvent } from "./generation-event.ts";
import type { CostNotes, Generation } from "./generation.ts";
import type { Price } from "./provider.ts";

/** What the amount of a move rests on: our price list, the provider's word, or that nobody can know what it bills. */
export type LedgerBasis = "estimate" | "reported" | "may_be_billed";

/** One row of the money ledger. Its amounts are changes, so that sums of rows are balances. */
export interface LedgerMove {
  readonly kind: "hold" | "settle" | "release";
  readonly attemptId: string;
  /** Whose attempt it is: another model may have taken over since. */
  readonly provider: string;
  readonly model: string;
  readonly heldMicroUsd: number;
  /** Undefined: it was spent, and nobody knows how much. */
  readonly settledMicroUsd: number | undefined;
  readonly basis: LedgerBasis;
  /** What the provider reported, in its own currency: "1.2 CNY". */
  readonly native: string | undefined;
}

const NO_COST: CostNotes = { heldMicroUsd: 0, settledMicroUsd: undefined, native: undefined };

const nativeOf = ({ amount, currency }: Price): string => `${amount} ${currency}`;

const microUsd = (price: Price): number => Math.round(price.usd * 1e6);

type Closing = Pick<LedgerMove, "kind" | "settledMicroUsd" | "basis" | "native">;

const RELEASE: Closing = { kind: "release", settledMicroUsd: 0, basis: "estimate", native: undefined };

const settle = ({ estimateMicroUsd }: Generation, basis: "estimate" | "may_be_billed"): Closing => ({
  kind: "settle",
  settledMicroUsd: estimateMicroUsd,
  basis,
  native: undefined,
});

const settleDone = (generation: Generation, billed: Price | undefined): Closing =>
  billed === undefined
    ? settle(generation, "estimate")
    : { kind: "settle", settledMicroUsd: microUsd(billed), basis: "reported", native: nativeOf(billed) };

/** How the money of an attempt ends with an event; undefined where it does not. Released only where nothing can be billed. */
// eslint-disable-next-line complexity -- one case for each event that ends an attempt's money
const closingOf = (before: Generation, event: GenerationEvent): Closing | undefined => {
  switch (event.type) {
    case "submit_rejected":
    case "submit_absent":
    case "submit_postponed":
      return RELEASE;
    case "provider_done":
      return settleDone(before, event.billed);
    case "provider_failed":
      return before.billing === "on_submit" ? settle(before, "estimate") : RELEASE;
    case "provider_cancelled":
      return before.cancel?.billing === "not_billed" ? RELEASE : settle(before, "may_be_billed");
    case "provider_forgot":
    case "given_up":
    case "resubmit_asked":
      return settle(before, "may_be_billed");
    default:
      return undefined;
  }
};

/**
 * What a move of a generation means for money: at most one row. An attempt has one hold, before anything is sent, and then
 * one settle or one release. `event` must have moved `before` to `after`.
 */
export const ledgerMoves = (before: Generation, after: Generation, event: GenerationEvent): readonly LedgerMove[] => {
  if (before.billing === "free") return [];
  const { provider, model } = before;
  if (event.type === "submit_intended" && "attempt" in after) {
    const held = before.estimateMicroUsd ?? 0;
    const hold = {
      kind: "hold",
      heldMicroUsd: held,
      settledMicroUsd: 0,
      basis: "estimate",
      native: undefined,
    } as const;
    return [{ ...hold, provider, model, attemptId: after.attempt.id }];
  }
  const closing = "attempt" in before ? closingOf(before, event) : undefined;
  if (closing === undefined || !("attempt" in before)) return [];
  const heldMicroUsd = -(before.cost?.heldMicroUsd ?? 0);
  return [{ ...closing, provider, model, attemptId: before.attempt.id, heldMicroUsd }];
};

/** The sum of two amounts, of which an unknown one makes the sum unknown. */
const plus = (known: number | undefined, more: number | undefined): number | undefined =>
  known === undefined || more === undefined ? undefined : known + more;

/** What a generation costs after a move of its ledger. */
export const costAfter = (cost: CostNotes | undefined, move: LedgerMove): CostNotes => {
  const { heldMicroUsd, settledMicroUsd, native } = cost ?? NO_COST;
  const held = heldMicroUsd + move.heldMicroUsd;
  if (move.kind === "hold") return { heldMicroUsd: held, settledMicroUsd, native };
  const settledBefore = cost?.settledMicroUsd ?? (cost?.hasUnknown === true ? undefined : 0);
  const settled = plus(settledBefore, move.settledMicroUsd);
  return {
    heldMicroUsd: held,
    settledMicroUsd: settled,
    native: move.native ?? native,
    ...(settled === undefined ? { hasUnknown: true } : {}),
  };
};
