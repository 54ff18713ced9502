import type { Meaning, Row } from "./lexicon/meaning.ts";
import { ACTOR_ROWS } from "./lexicon/actors.ts";
import { CAMERA_ROWS } from "./lexicon/cameras.ts";
import { EFFECT_ROWS } from "./lexicon/effects.ts";
import { GRAMMAR_ROWS } from "./lexicon/grammar.ts";
import { MODIFIER_ROWS } from "./lexicon/modifiers.ts";
import { SCENERY_ROWS } from "./lexicon/scenery.ts";

/** A prefix tree of phrases; its edges are Latin words or single Chinese characters. */
export interface PhraseNode {
  readonly next: Map<string, PhraseNode>;
  meaning: Meaning | undefined;
}

export interface Vocabulary {
  readonly root: PhraseNode;
  /** Every Latin word of any phrase. */
  readonly words: ReadonlySet<string>;
}

let built: Vocabulary | undefined;

/** The whole lexicon as one tree; built at the first question, never at import. */
export function vocabulary(): Vocabulary {
  built ??= build([EFFECT_ROWS, CAMERA_ROWS, ACTOR_ROWS, MODIFIER_ROWS, GRAMMAR_ROWS, SCENERY_ROWS]);
  return built;
}

/** A phrase that stands in several tables has all their meanings; where two speak of the same, the first table wins. */
function build(tables: readonly (readonly Row[])[]): Vocabulary {
  const root = emptyNode();
  const words = new Set<string>();
  for (const row of tables.flat()) {
    for (const phrase of phrasesOf(row.en)) {
      const edges = phrase.split(" ");
      for (const word of edges) words.add(word);
      plant(root, edges, row.means);
    }
    for (const phrase of phrasesOf(row.zh)) plant(root, Array.from(phrase), row.means);
  }
  return { root, words };
}

const phrasesOf = (list: string | undefined): string[] => (list === undefined ? [] : list.split("|"));
const emptyNode = (): PhraseNode => ({ next: new Map(), meaning: undefined });

function plant(root: PhraseNode, edges: readonly string[], meaning: Meaning): void {
  let node = root;
  for (const edge of edges) {
    const known = node.next.get(edge) ?? emptyNode();
    node.next.set(edge, known);
    node = known;
  }
  node.meaning = { ...meaning, ...node.meaning };
}
