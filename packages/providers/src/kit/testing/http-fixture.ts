import type { CancelAnswer, GenerationOptions, OptionName } from "@kinora/contract";
import type { FakeTask } from "../../../../../test/fake-upstream/index.ts";
import type { ProviderKind, ProviderSettings } from "../provider-settings.ts";

/** How one option is seen to have arrived. */
export interface OptionCase {
  /** A value that is easily lost: 0, false, an odd one. */
  readonly value: GenerationOptions[OptionName];
  /** A model that honours it, where the usual one does not. */
  readonly model?: string;
  /** Where it stands in what reached the vendor; its value is compared with `expected`. */
  readonly arrives: (task: FakeTask) => unknown;
  readonly expected: unknown;
}

/** What the contract has to know of one adapter. What it cannot do is said with a reason: nothing is skipped in silence. */
export interface HttpFixture {
  readonly kind: ProviderKind;
  /** The name of its dialect in test/fake-upstream. */
  readonly dialect: string;
  /** Added to a key and the fake's base URL. */
  readonly settings?: Partial<ProviderSettings>;
  /** What follows the dialect in its base URL, such as `/v1`. */
  readonly basePath?: string;
  /** The model that most tests ask for. */
  readonly model: string;
  /** A row for every option that any of its models declares. */
  readonly options: Partial<Record<OptionName, OptionCase>>;
  /** The bytes of the still that reached the vendor with a task. */
  readonly still: (task: FakeTask) => Buffer | undefined;
  /** What a cancel answers in each state. */
  readonly cancel:
    { readonly queued: CancelAnswer; readonly running: CancelAnswer; readonly done: CancelAnswer } | Lacks;
  /** What is found of a submit whose answer was lost. */
  readonly reconcile: "candidates" | "found" | Lacks;
  readonly check: "authenticated" | "open" | Lacks;
  /** Why it needs no key: a server of one's own. */
  readonly noKey?: Lacks;
  /** What its dialect serves of test/fake-upstream; default clip.mp4. */
  readonly clip?: "clip.webm";
  /** Refusals of the fake that this vendor does not have. */
  readonly noRefusals?: Partial<Record<"auth" | "balance" | "moderation" | "throttled", string>>;
  /** Fates that a task of this vendor cannot have. */
  readonly noFates?: Partial<Record<"moderated" | "odd" | "lost", string>>;
}

/** A reason in words. */
export interface Lacks {
  readonly lacks: string;
}

export const isLacking = (value: unknown): value is Lacks =>
  typeof value === "object" && value !== null && "lacks" in value;
