/** A checked id: `gen_` and 26 characters of Crockford's base 32, which sort by the time of creation. */
export type GenerationId = string & { readonly __brand: "GenerationId" };

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const TIME_CHARS = 10;
const CHANCE_CHARS = 16;
const PATTERN = new RegExp(`^gen_[${ALPHABET}]{${TIME_CHARS + CHANCE_CHARS}}$`, "u");

/** Reads an id as people write it; undefined when it cannot be one. */
export const parseGenerationId = (text: string): GenerationId | undefined =>
  PATTERN.test(text) ? (text as GenerationId) : undefined;

const encodeTime = (timeMs: number): string => {
  let rest = Math.floor(timeMs);
  let text = "";
  for (let index = 0; index < TIME_CHARS; index += 1) {
    text = ALPHABET.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
};

/** Adds one to a number written as base-32 digits, so that ids of the same millisecond still sort by creation. */
const increment = (digits: readonly number[]): number[] => {
  const next = [...digits];
  for (let index = next.length - 1; index >= 0; index -= 1) {
    const digit = next[index] ?? 0;
    if (digit < 31) {
      next[index] = digit + 1;
      return next;
    }
    next[index] = 0;
  }
  return next;
};

/** A source of ids that grow, also within one millisecond and when the clock steps back. `chance` gives whole numbers below 32. */
export const createIdSource = (chance: () => number): ((nowMs: number) => GenerationId) => {
  let lastMs = -1;
  let digits: number[] = [];
  return (nowMs) => {
    if (nowMs > lastMs) {
      lastMs = nowMs;
      // The first digit stays below 16: room to count up within the millisecond.
      digits = Array.from({ length: CHANCE_CHARS }, (_, index) => (index === 0 ? chance() % 16 : chance()));
    } else {
      digits = increment(digits);
    }
    return `gen_${encodeTime(lastMs)}${digits.map((digit) => ALPHABET.charAt(digit)).join("")}` as GenerationId;
  };
};
