/** The bench's findings in words: a row of the table per clip. */
import type { Verdict } from "./checks.ts";
import type { Measures } from "./measure.ts";

export interface ClipReport {
  readonly name: string;
  readonly prompt: string;
  readonly seconds: number;
  readonly verdicts: readonly Verdict[];
  readonly measures: Measures | undefined;
  readonly passes: boolean;
  readonly file: string;
}

const COLUMNS = [
  "S",
  "Sp",
  "D",
  "R",
  "Ch",
  "Ew",
  "M",
  "J",
  "J0",
  "F0",
  "SSIM",
  "H",
  "B",
  "Bk",
  "L",
  "Lt",
  "Ls",
  "C",
  "A",
] as const;
const NAME_WIDTH = 24;

const widthOf = (column: string): number => (column === "C" ? 16 : column === "M" ? 8 : 7);

export const tableHead = (): string =>
  `${"clip".padEnd(NAME_WIDTH)} ok   ${COLUMNS.map((column) => column.padStart(widthOf(column))).join("")}  not met`;

/** A figure that fails bears an exclamation mark. */
export function tableRow({ name, verdicts, passes }: ClipReport): string {
  const cells = COLUMNS.map((column) => {
    const verdict = verdicts.find(({ metric }) => metric === column);
    if (verdict === undefined) return "".padStart(widthOf(column));
    return `${verdict.said}${verdict.passes ? "" : "!"}`.padStart(widthOf(column));
  });
  const others = verdicts.filter(({ metric, passes: fine }) => !fine && !COLUMNS.some((column) => column === metric));
  const words = others.map(({ metric, said }) => `${metric}: ${said}`).join("; ");
  return `${name.padEnd(NAME_WIDTH)} ${passes ? "ok  " : "FAIL"} ${cells.join("")}  ${words}`.trimEnd();
}

/** What each column means, with its bound where all clips share it. */
export const LEGEND = `S selectivity of motion, Sp of brightness change; D motion in the target, R in the rigid core, px/s at 720 lines; Ch mean change
in a tenth of a second, levels; Ew warp error, levels; M smoothness; J judder, J0 first step against the median step, px at 720;
F0 first (or last) frame against the photograph, dB, and SSIM; H least sharpness; B smeared border lines, Bk new black;
L loop seam, Lt in the target alone, Ls what stands still, levels; C camera class; A bending of the subject, px a second at 720. An exclamation mark fails.`;
