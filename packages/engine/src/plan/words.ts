import type { Meaning } from "./lexicon/meaning.ts";
import { type PhraseNode, vocabulary } from "./phrase-tree.ts";
import { baseForms, speller } from "./spelling.ts";
import type { Token } from "./tokens.ts";

/** A phrase of the prompt with all that it can mean; an unknown word has the meaning `undefined`. */
export interface Word {
  readonly kind: Token["kind"];
  /** As the vocabulary spells it. */
  readonly text: string;
  readonly meaning: Meaning | undefined;
  readonly start: number;
  readonly end: number;
}

/** Finds the longest known phrase at each place, from the front. Linear: the tree is a few words deep. */
export function readWords(tokens: readonly Token[]): Word[] {
  const { root, words } = vocabulary();
  const spelt = oncePerVerb(respell(tokens, words));
  const found: Word[] = [];
  for (let at = 0; at < spelt.length;) {
    const hit = longestPhrase(spelt, at, root);
    found.push(toWord(spelt.slice(at, at + hit.length), hit.meaning));
    at += hit.length;
  }
  return found;
}

function respell(tokens: readonly Token[], known: ReadonlySet<string>): Token[] {
  const spelling = speller(known);
  return tokens.flatMap((token) => {
    if (token.kind !== "word") return [token];
    const read = spelling.read(token.text);
    return read.length === 0 ? [token] : read.map((text) => ({ ...token, text }));
  });
}

/** 飘一飘, 眨了眨: a verb said twice to make it light is the verb. */
function oncePerVerb(tokens: readonly Token[]): Token[] {
  return tokens.filter((token, at) => {
    const [before, two] = [tokens[at - 1], tokens[at - 2]];
    const closes = token.kind === "han" && isBetween(before) && two?.text === token.text;
    const opens =
      isBetween(token) && token.kind === "han" && before?.kind === "han" && tokens[at + 1]?.text === before.text;
    return !closes && !opens;
  });
}

const isBetween = (token: Token | undefined): boolean => token?.text === "一" || token?.text === "了";

function longestPhrase(
  tokens: readonly Token[],
  at: number,
  root: PhraseNode,
): { length: number; meaning: Meaning | undefined } {
  let best = { length: 1, meaning: undefined as Meaning | undefined };
  // Several nodes: "tilting" begins a phrase of its own and is also a form of "tilt".
  let nodes: PhraseNode[] = [root];
  for (let i = at; i < tokens.length && nodes.length > 0; i++) {
    const token = tokens[i];
    if (token === undefined || token.kind === "stop") break;
    nodes = step(nodes, token);
    const meaning = nodes.find((node) => node.meaning !== undefined)?.meaning;
    if (meaning !== undefined) best = { length: i - at + 1, meaning };
  }
  return best;
}

function step(nodes: readonly PhraseNode[], token: Token): PhraseNode[] {
  const forms = token.kind === "han" ? [token.text] : baseForms(token.text);
  const next = new Set<PhraseNode>();
  for (const form of forms) {
    for (const node of nodes) {
      const child = node.next.get(form);
      if (child !== undefined) next.add(child);
    }
  }
  return [...next];
}

function toWord(tokens: readonly Token[], meaning: Meaning | undefined): Word {
  const first = tokens[0];
  const last = tokens.at(-1);
  return {
    kind: first?.kind ?? "stop",
    text: tokens.map((token) => token.text).join(first?.kind === "han" ? "" : " "),
    meaning,
    start: first?.start ?? 0,
    end: last?.end ?? 0,
  };
}
