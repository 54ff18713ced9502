import { Failure, type Warning } from "@kinora/contract";

/** More are no slip of the pen, and each is kept with the generation. */
const MOST_UNKNOWN = 64;
const LONGEST_NAME = 64;

/** A warning for each field of a request that means nothing here. Throws bad_request where there are more than anybody reads. */
export const unknownFieldWarnings = (names: readonly string[]): Warning[] => {
  if (names.length > MOST_UNKNOWN) {
    throw new Failure("bad_request", {
      detail: `The body has ${names.length} fields that mean nothing here: leave them out.`,
    });
  }
  return names.map((name) => ({
    option: name.slice(0, LONGEST_NAME),
    code: "unknown_field",
    message: `${name.slice(0, LONGEST_NAME)} means nothing here: it was left out.`,
  }));
};
