import { useEffect } from "react";
import type { IconName } from "../../parts/icon.tsx";

export const TOOLS = ["select", "brush", "eraser", "arrow", "focus"] as const;
export type Tool = (typeof TOOLS)[number];

export const TOOL_KEYS: Readonly<Record<Tool, string>> = {
  select: "V",
  brush: "B",
  eraser: "E",
  arrow: "A",
  focus: "F",
};
export const TOOL_ICONS: Readonly<Record<Tool, IconName>> = {
  select: "hand",
  brush: "brush",
  eraser: "eraser",
  arrow: "arrow",
  focus: "focus",
};

/** Whether keys are going into a field, where a letter is a letter. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/u.test(target.tagName));

export interface Shortcuts {
  /** Single letters, in lower case, that act when no field has the focus. */
  readonly letters: Readonly<Record<string, () => void>>;
  readonly undo?: () => void;
  /** Ctrl or ⌘ with Enter, from anywhere. */
  readonly render?: () => void;
  /** With Shift too. */
  readonly preview?: () => void;
}

/** What a key pressed now would do. */
const actionOf = (event: KeyboardEvent, { letters, undo, render, preview }: Shortcuts): (() => void) | undefined => {
  const held = event.ctrlKey || event.metaKey;
  if (held && event.key === "Enter") return event.shiftKey ? preview : render;
  if (isTyping(event.target)) return undefined;
  const key = event.key.toLowerCase();
  if (held) return key === "z" && !event.shiftKey ? undo : undefined;
  return event.altKey ? undefined : letters[key];
};

export const useShortcuts = (shortcuts: Shortcuts): void => {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const action = actionOf(event, shortcuts);
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [shortcuts]);
};
