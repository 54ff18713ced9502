import type { HttpOutcome } from "@kinora/net";
import type { z } from "zod";
import { ProviderTrouble } from "./provider-trouble.ts";

/** What a vendor answered, whatever its status. */
export interface Answer {
  readonly status: number;
  /** With lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The body; undefined where it is no JSON. */
  readonly json: unknown;
}

export const isSuccess = ({ status }: Answer): boolean => status >= 200 && status < 300;

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export const answerOf = ({ status, headers, body }: Extract<HttpOutcome, { kind: "answered" }>): Answer => ({
  status,
  headers,
  text: body,
  json: parseJson(body),
});

/** The body of a successful answer by its schema; anything else is an answer that says nothing (`ProviderTrouble`). */
export const readAnswer = <T>(answer: Answer, schema: z.ZodType<T>): T => {
  const parsed = schema.safeParse(answer.json);
  if (isSuccess(answer) && parsed.success) return parsed.data;
  throw new ProviderTrouble(`its answer (status ${answer.status}) could not be understood`, { status: answer.status });
};
