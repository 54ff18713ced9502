export type Verdict = "ok" | "warn" | "fail";

/** What a check of this installation found. */
export interface Finding {
  /** What was checked: `encoder`, `data folder`, … */
  readonly id: string;
  readonly verdict: Verdict;
  /** What was found, as a sentence. */
  readonly says: string;
  /** What to do, as a sentence; absent when there is nothing to do. */
  readonly remedy?: string;
}
