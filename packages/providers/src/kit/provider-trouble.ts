interface TroubleFacts {
  /** Of the answer, where one came. */
  readonly status?: number;
  /** How long the vendor asks to wait. */
  readonly afterMs?: number;
  readonly cause?: unknown;
}

/** A call that costs nothing got no usable answer: never final, to be made again later. Only the kit catches it. */
export class ProviderTrouble extends Error {
  override readonly name = "ProviderTrouble";
  readonly status: number | undefined;
  readonly afterMs: number | undefined;

  constructor(detail: string, { status, afterMs, cause }: TroubleFacts = {}) {
    super(detail, { cause });
    this.status = status;
    this.afterMs = afterMs;
  }
}
