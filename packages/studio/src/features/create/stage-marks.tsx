import type { Camera } from "@kinora/contract";
import { useWords } from "../../words/use-words.tsx";
import type { Stroke } from "./plan-edits.ts";

/** Marks are drawn in shares of the picture; `ratio` (width / height) keeps circles round. */
interface MarksProps {
  readonly ratio: number;
}

const HEAD = 0.022;

/** Arrows that a person drew: what they point at moves that way. */
export const Arrows = ({ strokes, ratio }: MarksProps & { readonly strokes: readonly Stroke[] }) => (
  <svg viewBox={`0 0 ${ratio} 1`} preserveAspectRatio="none" aria-hidden="true">
    {strokes.map(({ from, to }, index) => {
      const [x0, y0, x1, y1] = [from[0] * ratio, from[1], to[0] * ratio, to[1]];
      const turn = (Math.atan2(y1 - y0, x1 - x0) * 180) / Math.PI;
      const line = `M${x0} ${y0}L${x1} ${y1}`;
      const head = `M${-HEAD} ${-HEAD * 0.7}L0 0L${-HEAD} ${HEAD * 0.7}`;
      return (
        <g key={index} className="arrow">
          {["arrow-back", "arrow-line"].map((part) => (
            <g key={part} className={part}>
              <path d={line} />
              <path d={head} transform={`translate(${x1} ${y1}) rotate(${turn})`} />
            </g>
          ))}
          <circle cx={x0} cy={y0} r={0.008} />
        </g>
      );
    })}
  </svg>
);

/** Where the camera goes. */
export const FocusMark = ({ focus }: { readonly focus: NonNullable<Camera["focus"]> }) => {
  const words = useWords();
  return (
    <span className="focus-mark" style={{ left: `${100 * focus[0]}%`, top: `${100 * focus[1]}%` }}>
      <svg viewBox="-36 -36 72 72" aria-hidden="true">
        {["mark-back", "mark"].map((part) => (
          <g key={part} className={part}>
            <circle r="22" />
            <path d="M0 -34v10M0 34v-10M-34 0h10M34 0h-10" />
          </g>
        ))}
      </svg>
      <span className="over-label">{words.create.focusLabel}</span>
    </span>
  );
};

/** The cross that keys move, in shares of the picture. */
export const Cross = ({
  at,
  radius,
}: {
  readonly at: readonly [number, number];
  readonly radius: number | undefined;
}) => (
  <span
    className={radius === undefined ? "cross" : "cross cross-brush"}
    aria-hidden="true"
    style={{
      left: `${100 * at[0]}%`,
      top: `${100 * at[1]}%`,
      ...(radius === undefined ? {} : { width: `${200 * radius}%` }),
    }}
  />
);
