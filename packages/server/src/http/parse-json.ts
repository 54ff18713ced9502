import { Failure } from "@kinora/contract";

/** Deeper than anything that means something here. Schemas descend level by level, and the stack is finite. */
const MAX_LEVELS = 64;

const isNested = (value: unknown): value is object => typeof value === "object" && value !== null;

/** The same value. Throws bad_request when objects and lists stand in each other more than 64 deep. */
export const assertShallow = <T>(value: T): T => {
  let level = [value as unknown].filter(isNested);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > MAX_LEVELS) {
      throw new Failure("bad_request", {
        detail: `The JSON is nested more than ${MAX_LEVELS} levels deep: nothing here means that.`,
      });
    }
    level = level.flatMap((one) => Object.values(one).filter(isNested));
  }
  return value;
};

/** The JSON of a text from outside. Throws bad_request for what is none, or is nested too deep. */
export const parseJson = (text: string): unknown => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Failure("bad_request", { detail: "The body is not valid JSON: check quotes and commas.", cause });
  }
  return assertShallow(value);
};
