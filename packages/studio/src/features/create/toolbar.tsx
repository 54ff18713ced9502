import { useState, type KeyboardEvent } from "react";
import { Icon } from "../../parts/icon.tsx";
import { useWords } from "../../words/use-words.tsx";
import { TOOL_ICONS, TOOL_KEYS, TOOLS, type Tool } from "./tools.ts";

interface ToolbarProps {
  readonly tool: Tool;
  readonly onTool: (tool: Tool) => void;
  readonly shows: boolean;
  readonly onShows: (shows: boolean) => void;
  readonly onUndo: (() => void) | undefined;
}

/** One stop for the Tab key; arrows move inside. */
const useRoving = () => {
  const [at, setAt] = useState(0);
  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>("button:not([disabled])")];
    const from = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const next = (from + step + buttons.length) % buttons.length;
    setAt(next);
    buttons[next]?.focus();
  };
  return { move, tabIndexOf: (index: number) => (index === at ? 0 : -1) };
};

export const Toolbar = ({ tool, onTool, shows, onShows, onUndo }: ToolbarProps) => {
  const words = useWords();
  const { move, tabIndexOf } = useRoving();
  return (
    <div className="tools" role="toolbar" aria-orientation="vertical" aria-label={words.create.tools} onKeyDown={move}>
      {TOOLS.map((name, index) => (
        <button
          key={name}
          type="button"
          className="icon-button"
          aria-pressed={tool === name}
          aria-label={`${words.create.toolNames[name]} (${TOOL_KEYS[name]})`}
          title={`${words.create.toolNames[name]} (${TOOL_KEYS[name]})`}
          tabIndex={tabIndexOf(index)}
          onClick={() => onTool(name)}
        >
          <Icon name={TOOL_ICONS[name]} />
        </button>
      ))}
      <hr />
      <button
        type="button"
        className="icon-button"
        aria-pressed={shows}
        aria-label={`${words.create.showRegions} (R)`}
        title={`${words.create.showRegions} (R)`}
        tabIndex={tabIndexOf(TOOLS.length)}
        onClick={() => onShows(!shows)}
      >
        <Icon name="eye" />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={`${words.create.undo} (Ctrl Z)`}
        title={`${words.create.undo} (Ctrl Z)`}
        tabIndex={tabIndexOf(TOOLS.length + 1)}
        aria-disabled={onUndo === undefined ? true : undefined}
        onClick={onUndo}
      >
        <Icon name="undo" />
      </button>
    </div>
  );
};
