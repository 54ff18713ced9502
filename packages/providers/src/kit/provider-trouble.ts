import type { Answer } from "./answer.ts";

interface TroubleFacts {
  readonly answer?: Answer;
  /** How long the vendor asks to wait. */
  readonly afterMs?: number;
  readonly cause?: unknown;
}

/** A call that costs nothing got no usable answer: never final, to be made again later. Only the kit catches it. */
export class ProviderTrouble extends Error {
  override readonly name = "ProviderTrouble";
  readonly answer: Answer | undefined;
  readonly afterMs: number | undefined;

  constructor(detail: string, { answer, afterMs, cause }: TroubleFacts = {}) {
    super(detail, { cause });
    this.answer = answer;
    this.afterMs = afterMs;
  }
}
