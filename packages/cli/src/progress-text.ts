import type { GenerationView } from "@kinora/contract";

type Progress = Pick<GenerationView, "status" | "stage" | "progress" | "queue_position" | "eta_seconds">;

const BAR_CELLS = 24;

/** What is being done now, in a word or two. */
export const stageText = ({ status, stage, queue_position: place }: Progress): string => {
  if (status === "queued") return place === null || place === 0 ? "queued" : `queued (${place} before it)`;
  return stage ?? status.replace("_", " ");
};

const etaText = (seconds: number | null): string => {
  if (seconds === null) return "";
  const whole = Math.max(1, Math.round(seconds));
  return whole < 90 ? `${whole} s left` : `${Math.round(whole / 60)} min left`;
};

/** The one line of a terminal: `rendering  ██████░░░░  42 %  3 s left`, never longer than `columns`. */
export const progressLine = (generation: Progress, columns: number): string => {
  const done = Math.round((generation.progress / 100) * BAR_CELLS);
  const bar = "█".repeat(done) + "░".repeat(BAR_CELLS - done);
  const percent = `${String(generation.progress).padStart(3)} %`;
  const line = [stageText(generation).padEnd(12), bar, percent, etaText(generation.eta_seconds)].join("  ").trimEnd();
  return line.slice(0, Math.max(0, columns - 1));
};
