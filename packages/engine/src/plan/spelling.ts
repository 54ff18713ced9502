import { KNOWN_SLIPS } from "./lexicon/spellings.ts";
import { isCommonEnglish } from "./real-words.ts";

/** Words shorter than this are not corrected by rule, longer ones than the second not at all. */
const SHORTEST_CORRECTED = 5;
const LONGEST_CORRECTED = 20;

/** The words that `word` may be a form of: itself first, then without its English ending. */
export function baseForms(word: string): string[] {
  const forms = [word];
  const bare = word.replace(/'s$|s'$/u, "");
  if (bare !== word) forms.push(bare);
  for (const ending of ["ing", "ed", "s", "es"]) {
    if (bare.length >= ending.length + 2 && bare.endsWith(ending)) addStems(forms, bare.slice(0, -ending.length));
  }
  if (bare.length > 4 && bare.endsWith("ies")) forms.push(`${bare.slice(0, -3)}y`);
  return forms;
}

function addStems(forms: string[], stem: string): void {
  forms.push(stem, `${stem}e`);
  if (stem.length > 2 && stem.at(-1) === stem.at(-2)) forms.push(stem.slice(0, -1));
}

/** Reads words as people type them against one set of known words. */
export interface Speller {
  /** The known words that `word` stands for: one, or two and three where spaces are missing; none when it is foreign. */
  read(word: string): readonly string[];
}

export function speller(known: ReadonlySet<string>): Speller {
  let nearby: ReadonlyMap<string, string> | undefined;
  const knownForm = (word: string): boolean => baseForms(word).some((form) => known.has(form));
  const nearest = (word: string): string | undefined => {
    const mended = word.replace(/(?:ign|nig|inng|ingg|(?<=[^aeiou])ng)$/u, "ing");
    if (knownForm(mended)) return mended;
    nearby ??= oneLetterAway(known);
    return (
      lookUp(word, nearby) ??
      stemsOf(word)
        .map((stem) => lookUp(stem, nearby ?? new Map()))
        .find(isString)
    );
  };
  return {
    read(typed) {
      const word = withoutRuns(typed, knownForm);
      const slip = baseForms(word).find((form) => Object.hasOwn(KNOWN_SLIPS, form));
      if (slip !== undefined && !knownForm(word)) return [KNOWN_SLIPS[slip] ?? word];
      if (knownForm(word)) return [word];
      if (word.length < SHORTEST_CORRECTED || word.length > LONGEST_CORRECTED || !/^[a-z]+$/u.test(word)) return [];
      if (isCommonEnglish(word)) return [];
      const split = splitRunTogether(word, known);
      if (split !== undefined) return split;
      const right = nearest(word);
      return right === undefined ? [] : [right];
    },
  };
}

/** "zoooom", "sloooow": letters that are drawn out stand once or twice, whichever is a known word. */
function withoutRuns(word: string, isKnown: (word: string) => boolean): string {
  if (!/(.)\1\1/u.test(word)) return word;
  const twice = word.replace(/(.)\1{2,}/gu, "$1$1");
  return isKnown(twice) ? twice : word.replace(/(.)\1{2,}/gu, "$1");
}

const isString = (value: string | undefined): value is string => value !== undefined;

/** Stems of a misspelt inflected word, long enough to be corrected themselves: "drifing" → "drif", "drife". */
const stemsOf = (word: string): string[] => baseForms(word).filter((form) => form !== word && form.length >= 4);

/** Every string that lies one deletion from a known word, and the words themselves, each with its word. */
function oneLetterAway(known: ReadonlySet<string>): Map<string, string> {
  const table = new Map<string, string>();
  for (const word of known) {
    if (word.length < SHORTEST_CORRECTED) continue;
    for (const shorter of deletions(word)) if (!table.has(shorter)) table.set(shorter, word);
  }
  for (const word of known) if (word.length >= SHORTEST_CORRECTED) table.set(word, word);
  return table;
}

function deletions(word: string): string[] {
  return Array.from(word, (_, i) => word.slice(0, i) + word.slice(i + 1));
}

/** One letter missing, one too many, one wrong, or two swapped; the first letter may be swapped but not be another. */
function lookUp(word: string, table: ReadonlyMap<string, string>): string | undefined {
  for (const form of [word, ...deletions(word)]) {
    const right = table.get(form);
    if (right?.[0] === word[0] && right !== undefined && isOneSlip(word, right)) return right;
  }
  return undefined;
}

function isOneSlip(word: string, right: string): boolean {
  if (word.length !== right.length) return Math.abs(word.length - right.length) === 1;
  const wrong = Array.from(word, (_, i) => i).filter((i) => word[i] !== right[i]);
  const [a, b] = wrong;
  if (a === undefined || b === undefined) return true;
  return wrong.length === 2 && b === a + 1 && word[a] === right[b] && word[b] === right[a];
}

const SHORT_PARTS = new Set(["in", "up", "to", "the", "out", "on"]);

/** "slowzoomin" → slow, zoom, in: two or three known words of three letters or more (or a short particle behind). */
function splitRunTogether(word: string, known: ReadonlySet<string>): string[] | undefined {
  const isPart = (part: string): boolean =>
    SHORT_PARTS.has(part) ||
    (part.length >= 4 && baseForms(part).some((form) => form.length >= 3 && known.has(form))) ||
    (part.length === 3 && known.has(part));
  for (let i = 3; i <= word.length - 2; i++) {
    const head = word.slice(0, i);
    if (SHORT_PARTS.has(head) || !isPart(head)) continue;
    const tail = word.slice(i);
    if (isPart(tail)) return [head, tail];
    for (let j = 3; j <= tail.length - 2; j++) {
      if (isPart(tail.slice(0, j)) && isPart(tail.slice(j))) return [head, tail.slice(0, j), tail.slice(j)];
    }
  }
  return undefined;
}
