import type { FailureCode } from "@kinora/contract";
import type { FailureRecord } from "@kinora/domain";

/** What a vendor says of its own refusal or failure, word for word. */
export interface VendorWords {
  readonly code: string | undefined;
  readonly message: string | undefined;
}

/** What one of the vendor's codes means: a code of our catalogue, or that the same request may be sent later. */
export type Meaning = FailureCode | "try_later";

/** The vendor's codes, documented ones only; the first that matches counts. `DataInspection` matches anywhere: anchor what must not. */
export type CodeTable = readonly (readonly [RegExp, Meaning])[];

export const meaningOf = (codes: CodeTable, words: VendorWords | undefined): Meaning | undefined => {
  const code = words?.code;
  return code === undefined ? undefined : codes.find(([pattern]) => pattern.test(code))?.[1];
};

/** No vendor needs more room than this to say what is wrong. */
const MOST_CHARACTERS = 600;

const quoted = ({ code, message }: VendorWords): string =>
  [message, code === undefined ? undefined : `(${code})`]
    .filter((part) => part !== undefined && part !== "")
    .join(" ")
    .slice(0, MOST_CHARACTERS);

/** A failure in a vendor's own words, after a sentence of ours. */
export const failureInWords = (
  code: FailureCode,
  sentence: string,
  words: VendorWords = { code: undefined, message: undefined },
): FailureRecord => {
  const said = quoted(words);
  return {
    code,
    message: said === "" ? `${sentence}.` : `${sentence}: ${said}`,
    providerCode: words.code?.slice(0, MOST_CHARACTERS),
  };
};
