import { EMOJI } from "./lexicon/emoji.ts";
import { HAN_SLIPS } from "./lexicon/spellings.ts";
import { SIMPLIFIED } from "./lexicon/traditional.ts";

/** The longest prompt that is read; what stands behind is not looked at. Well above every model's own limit. */
export const LONGEST_PROMPT = 20_000;

/** A prompt as the vocabulary spells it, and where each of its UTF-16 units stands in what the person wrote. */
export interface NormalText {
  readonly source: string;
  readonly text: string;
  /** `starts[i]` and `ends[i]`: the slice of `source` that unit `i` of `text` comes from. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const QUOTES = /[\u2018\u2019\u02bc\u0060\u00b4]/u;
const LINE_ENDS = new Set(["\n", "\r", "\v", "\f", "\u2028", "\u2029"]);
const INVISIBLE = /[\p{Cf}\p{Mn}\p{Me}\p{Cs}]/u;
const CONTROL = /[\p{Cc}\p{Co}\p{Cn}]/u;

/**
 * NFKC, lower case, simplified characters, plain quotes and spaces; a line break becomes the end of a sentence. With
 * `pictures`, an emoji becomes its word.
 */
export function normalise(prompt: string, { pictures }: { pictures: boolean } = { pictures: false }): NormalText {
  const source = prompt.slice(0, LONGEST_PROMPT);
  const pieces: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of source) {
    const picture = pictures ? EMOJI.get(character) : undefined;
    const plain = picture === undefined ? plainForm(character) : ` ${picture} `;
    pieces.push(plain);
    for (let i = 0; i < plain.length; i++) {
      starts.push(at);
      ends.push(at + character.length);
    }
    at += character.length;
  }
  return { source, text: withoutSlips(pieces.join("")), starts, ends };
}

/** Every slip is as long as what it stands for, so that every unit keeps its place. */
const withoutSlips = (text: string): string =>
  Object.entries(HAN_SLIPS).reduce((mended, [wrong, right]) => mended.replaceAll(wrong, right), text);

function plainForm(character: string): string {
  if (LINE_ENDS.has(character)) return ".";
  if (INVISIBLE.test(character)) return "";
  if (CONTROL.test(character)) return " ";
  if (QUOTES.test(character)) return "'";
  // Accents fall away ("café"), one character at a time, so that every unit keeps its place.
  const folded = character
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .normalize("NFKC")
    .toLowerCase();
  return SIMPLIFIED.get(folded) ?? folded;
}
