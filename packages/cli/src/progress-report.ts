import type { GenerationView } from "@kinora/contract";
import type { Output } from "./command-context.ts";
import { progressLine, stageText } from "./progress-text.ts";

export interface ProgressReport {
  readonly show: (generation: GenerationView) => void;
  /** Takes the line of the terminal away, so that the next words begin on an empty one. */
  readonly end: () => void;
}

const CLEAR_LINE = "\r\u001B[K";
const DEFAULT_COLUMNS = 80;

/** One line that moves, on a terminal; else a plain line whenever the stage changes. `label` says of which image. */
export const createProgressReport = (
  stderr: Output,
  { isPlain, label }: { isPlain: boolean; label: string },
): ProgressReport => (stderr.isTTY === true && !isPlain ? movingLine(stderr, label) : plainLines(stderr, label));

/** Some pseudo-terminals have no size, and say 0. */
const columnsOf = ({ columns = 0 }: Output): number => (columns > 0 ? columns : DEFAULT_COLUMNS);

const movingLine = (stderr: Output, label: string): ProgressReport => ({
  show: (generation) => {
    const columns = columnsOf(stderr);
    const title = label.slice(0, Math.floor(columns / 3));
    stderr.write(`${CLEAR_LINE}${title}${progressLine(generation, columns - title.length)}`);
  },
  end: () => stderr.write(CLEAR_LINE),
});

const plainLines = (stderr: Output, label: string): ProgressReport => {
  let said = "";
  return {
    show: (generation) => {
      const text = stageText(generation);
      if (text !== said) stderr.write(`${label}${text}\n`);
      said = text;
    },
    end: () => undefined,
  };
};
