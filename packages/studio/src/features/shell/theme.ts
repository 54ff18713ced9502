import { readKept, writeKept } from "./kept.ts";

export type Theme = "light" | "dark";

const KEY = "kinora-theme";

/** The theme that a person chose, else none: the page then follows the system. */
export const applyTheme = (): void => {
  const kept = readKept(KEY);
  if (kept === "light" || kept === "dark") document.documentElement.dataset["theme"] = kept;
};

/** The one that is seen now. */
const shownTheme = (): Theme => {
  const chosen = document.documentElement.dataset["theme"];
  if (chosen === "light" || chosen === "dark") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
};

export const switchTheme = (): void => {
  const next: Theme = shownTheme() === "dark" ? "light" : "dark";
  document.documentElement.dataset["theme"] = next;
  writeKept(KEY, next);
};
