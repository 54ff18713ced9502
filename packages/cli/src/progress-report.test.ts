import type { GenerationView } from "@kinora/contract";
import { expect, test } from "vitest";
import type { Output } from "./command-context.ts";
import { createProgressReport } from "./progress-report.ts";
import { progressLine, stageText } from "./progress-text.ts";

const at = (said: Partial<GenerationView>): GenerationView =>
  ({
    status: "running",
    stage: "rendering",
    progress: 0,
    queue_position: null,
    eta_seconds: null,
    ...said,
  }) as GenerationView;

test("the line shows stage, bar, percent and the time left", () => {
  expect(progressLine(at({ progress: 42, eta_seconds: 3.1 }), 80)).toBe(
    "rendering     ██████████░░░░░░░░░░░░░░   42 %  3 s left",
  );
});

test("minutes are told from a minute and a half on, and an unknown time is not told", () => {
  expect(progressLine(at({ progress: 100, eta_seconds: 240 }), 80)).toMatch(/100 % {2}4 min left$/u);
  expect(progressLine(at({ progress: 5 }), 80)).toMatch(/ 5 %$/u);
});

test("the line never reaches the terminal's last column", () => {
  expect(progressLine(at({ progress: 50, eta_seconds: 10 }), 20)).toHaveLength(19);
});

test("a queued generation says how many are before it", () => {
  expect(stageText(at({ status: "queued", stage: null, queue_position: 2 }))).toBe("queued (2 before it)");
  expect(stageText(at({ status: "queued", stage: null, queue_position: 0 }))).toBe("queued");
  expect(stageText(at({ status: "collecting", stage: null }))).toBe("collecting");
});

const record = (isTTY: boolean): { written: string[]; stderr: Output } => {
  const written: string[] = [];
  return { written, stderr: { write: (text) => written.push(text), isTTY, columns: 0 } };
};

test("without a terminal each stage is one line", () => {
  const { written, stderr } = record(false);
  const report = createProgressReport(stderr, { isPlain: false, label: "[1/2] a.jpg: " });
  report.show(at({ stage: "analysing" }));
  report.show(at({ progress: 10 }));
  report.show(at({ progress: 20 }));
  report.end();
  expect(written).toEqual(["[1/2] a.jpg: analysing\n", "[1/2] a.jpg: rendering\n"]);
});

test("on a terminal, also one that does not know its width, one line moves and is taken away at the end", () => {
  const { written, stderr } = record(true);
  const report = createProgressReport(stderr, { isPlain: false, label: "" });
  report.show(at({ progress: 50 }));
  report.end();
  expect(written).toEqual(["\r\u001B[Krendering     ████████████░░░░░░░░░░░░   50 %", "\r\u001B[K"]);
});
