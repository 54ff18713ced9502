import type { CSSProperties, KeyboardEvent, PointerEvent } from "react";
import { useWords } from "../../words/use-words.tsx";

interface DialProps {
  readonly label: string;
  /** Degrees: 0 is to the right, 90 is up. Undefined: the movement's own way. */
  readonly turn: number | undefined;
  readonly onTurn: (turn: number) => void;
}

const wrapped = (turn: number): number => ((turn % 360) + 360) % 360;

/** A direction: arrows turn by 5°, with Shift by 45°, Home is to the right; the pointer turns it where it points. */
export const Dial = ({ label, turn, onTurn }: DialProps) => {
  const words = useWords();
  const now = turn ?? 0;
  const press = (event: KeyboardEvent): void => {
    const by = event.shiftKey ? 45 : 5;
    const step = { ArrowUp: by, ArrowRight: -by, ArrowDown: -by, ArrowLeft: by }[event.key];
    if (event.key === "Home") onTurn(0);
    else if (step !== undefined) onTurn(wrapped(now + step));
    else return;
    event.preventDefault();
  };
  const point = (event: PointerEvent<HTMLElement>): void => {
    if (event.buttons === 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left - box.width / 2, event.clientY - box.top - box.height / 2];
    onTurn(wrapped(Math.round((Math.atan2(-y, x) * 180) / Math.PI / 5) * 5));
  };
  return (
    <span
      className="dial"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={355}
      aria-valuenow={Math.round(now)}
      aria-valuetext={turn === undefined ? words.create.noDirection : words.create.degrees(turn)}
      data-set={turn !== undefined}
      style={{ "--turn": `${-now}deg` } as CSSProperties}
      onKeyDown={press}
      onPointerDown={point}
      onPointerMove={point}
    />
  );
};
