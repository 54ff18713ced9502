import type { Warning } from "@kinora/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { AppContext } from "../../../app/app-context.ts";
import type { Fields } from "./read-fields.ts";

/** One call of AOG's control plane: whoever makes it may set this installation up. */
export interface AogCall {
  readonly app: AppContext;
  readonly fields: Fields;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export type AogHandler = (call: AogCall) => Promise<unknown>;

export interface Envelope {
  readonly business_code: number;
  readonly message: string;
  readonly data?: unknown;
  /** Ours: what was said and has no effect. AOG's clients leave unknown keys alone. */
  readonly warnings?: readonly Warning[];
}

const envelope =
  (code: number, message: string) =>
  (data?: unknown): Envelope => ({ business_code: code, message, ...(data === undefined ? {} : { data }) });

/** AOG's answers of success, each with the number and words of its group. */
export const serviceAnswer = envelope(10_000, "service interface call success");
export const providerAnswer = envelope(20_000, "service provider interface call success");
export const modelAnswer = envelope(30_000, "service interface call success");

export const withWarnings = (answer: Envelope, warnings: readonly Warning[]): Envelope =>
  warnings.length === 0 ? answer : { ...answer, warnings };
