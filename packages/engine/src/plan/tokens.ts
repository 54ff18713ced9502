import type { NormalText } from "./normalise.ts";

/** A Latin word, a number, one Chinese character, or a mark that ends a clause. */
export interface Token {
  readonly kind: "word" | "han" | "stop";
  readonly text: string;
  /** Slice of the person's own text. */
  readonly start: number;
  readonly end: number;
}

// One alternation of disjoint character classes: linear in the text, whatever it holds.
const TOKEN =
  /[\p{Script=Latin}\p{Nd}]+(?:'[\p{Script=Latin}]+)*|\p{Script=Han}|[.,;!?。，、；！？…:()[\]{}"“”《》「」|\n+&/~—–]/gu;
const NO_STOP = new Set(['"', "“", "”"]);
/** A colon behind a label ("camera: static", 镜头运动：) is no end of a clause, behind a sentence it is. */
const LONGEST_LABEL = { word: 2, han: 6 };

export function tokenise(text: NormalText): Token[] {
  const tokens: Token[] = [];
  let since = 0;
  for (const match of text.text.matchAll(TOKEN)) {
    const word = match[0];
    if (NO_STOP.has(word) || (word === ":" && since <= LONGEST_LABEL[tokens.at(-1)?.kind === "han" ? "han" : "word"]))
      continue;
    const first = match.index;
    const last = first + word.length - 1;
    const kind = kindOf(word);
    since = kind === "stop" ? 0 : since + 1;
    tokens.push({ kind, text: word, start: text.starts[first] ?? 0, end: text.ends[last] ?? 0 });
  }
  return tokens;
}

function kindOf(word: string): Token["kind"] {
  if (/^\p{Script=Han}/u.test(word)) return "han";
  return /^[\p{Script=Latin}\p{Nd}]/u.test(word) ? "word" : "stop";
}
