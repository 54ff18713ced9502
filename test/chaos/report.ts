import type { Verdict } from "./judge.ts";

export interface ChaosReport {
  readonly accepted: number;
  readonly kills: number;
  readonly seconds: number;
  readonly verdicts: readonly (Verdict & { readonly marker: string; readonly dialect: string })[];
  /** Generations that the server has and nobody asked for. */
  readonly surplus: number;
  /** Requests that took a key to a host that must not see one. */
  readonly leaks: readonly string[];
}

/** What must not be: one line each, none in a good run. */
export const breachesOf = ({ verdicts, surplus, leaks }: ChaosReport): string[] => [
  ...verdicts.flatMap(({ marker, lost }) => (lost === undefined ? [] : [`lost: ${marker}: ${lost}`])),
  ...verdicts.filter(({ isTwice }) => isTwice).map(({ marker }) => `submitted twice: ${marker}`),
  ...verdicts
    .filter(({ isUnknowable }) => isUnknowable === false)
    .map(({ marker }) => `a person is asked without need: ${marker}`),
  ...(surplus === 0 ? [] : [`${surplus} generations that nobody asked for`]),
  ...leaks.map((leak) => `the key went elsewhere: ${leak}`),
];

const ENDS = ["succeeded", "failed", "expired", "cancelled", "needs_review"] as const;

/** One row for each provider, then all of them. */
export const tableOf = (report: ChaosReport): string => {
  const dialects = [...new Set(report.verdicts.map(({ dialect }) => dialect))].sort();
  const row = (name: string, of: ChaosReport["verdicts"]): string[] => [
    name,
    String(of.length),
    ...ENDS.map((end) => String(of.filter(({ status }) => status === end).length)),
    String(of.filter(({ lost }) => lost !== undefined).length),
    String(of.filter(({ isTwice }) => isTwice).length),
  ];
  const head = ["provider", "accepted", ...ENDS.map((end) => end.replace("_", " ")), "lost", "submitted twice"];
  const rows = [
    ...dialects.map((name) =>
      row(
        name,
        report.verdicts.filter(({ dialect }) => dialect === name),
      ),
    ),
    row("all", report.verdicts),
  ];
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
};
