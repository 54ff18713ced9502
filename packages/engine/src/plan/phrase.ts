/** Phrases in reports are cut here: a report is read by people. */
const LONGEST_PHRASE = 200;

/** A piece of the prompt, fit to be shown: one line, well-formed, not endless. */
export function shownPhrase(piece: string): string {
  const line = piece.replace(/\p{Cc}+/gu, " ").trim();
  return (line.length <= LONGEST_PHRASE ? line : `${line.slice(0, LONGEST_PHRASE)}…`).toWellFormed();
}
