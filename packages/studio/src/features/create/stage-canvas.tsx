import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { useWords } from "../../words/use-words.tsx";
import { Cross } from "./stage-marks.tsx";
import type { Tool } from "./tools.ts";
import type { Painting, Point } from "./use-painting.ts";

interface StageCanvasProps {
  readonly tool: Exclude<Tool, "select">;
  /** Of the brush, as a share of the picture's width. */
  readonly radius: number;
  readonly painting: Painting;
  readonly onPainted: (mask: string) => void;
  readonly onArrow: (from: Point, to: Point) => void;
  readonly onFocus: (at: Point) => void;
}

const share = (value: number): number => Math.min(1, Math.max(0, value));

const pointOf = (event: PointerEvent<HTMLElement>): Point => {
  const box = event.currentTarget.getBoundingClientRect();
  return [share((event.clientX - box.left) / box.width), share((event.clientY - box.top) / box.height)];
};

const STEPS: Readonly<Record<string, Point>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Where the tools work: a mouse, a finger or the keys draw on the picture. */
export const StageCanvas = (props: StageCanvasProps) => {
  const words = useWords();
  const { tool, radius, painting } = props;
  const [at, setAt] = useState<Point>([0.5, 0.5]);
  const [start, setStart] = useState<Point>();
  const paints = tool === "brush" || tool === "eraser";

  const begin = (point: Point): void => {
    setAt(point);
    setStart(point);
    if (paints) painting.stroke(point, point, { radius, erases: tool === "eraser" });
  };
  const move = (point: Point): void => {
    if (start !== undefined && paints) painting.stroke(at, point, { radius, erases: tool === "eraser" });
    setAt(point);
  };
  const end = (point: Point): void => {
    setStart(undefined);
    if (start === undefined) return;
    if (paints) props.onPainted(painting.finish());
    if (tool === "arrow" && Math.hypot(point[0] - start[0], point[1] - start[1]) > 0.01) props.onArrow(start, point);
    if (tool === "focus") props.onFocus(point);
  };

  const press = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    const by = event.shiftKey ? 0.05 : 0.01;
    if (step !== undefined) move([share(at[0] + step[0] * by), share(at[1] + step[1] * by)]);
    else if (event.key === " ") toggle();
    else if (event.key === "Escape") setStart(undefined);
    else return;
    event.preventDefault();
  };
  const toggle = (): void => {
    if (tool === "focus") props.onFocus(at);
    else if (start === undefined) begin(at);
    else end(at);
  };

  return (
    <div
      className="stage-canvas"
      role="application"
      tabIndex={0}
      aria-label={words.create.canvas}
      onKeyDown={press}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        begin(pointOf(event));
      }}
      onPointerMove={(event) => move(pointOf(event))}
      onPointerUp={(event) => end(pointOf(event))}
      onPointerCancel={() => setStart(undefined)}
    >
      {paints && <Dimmed painting={painting} />}
      {tool === "arrow" && start !== undefined && <ArrowUnderWay from={start} to={at} />}
      <Cross at={at} radius={paints ? radius : undefined} />
    </div>
  );
};

const ArrowUnderWay = ({ from, to }: { readonly from: Point; readonly to: Point }) => (
  <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
    <path className="arrow-draft" d={`M${from[0]} ${from[1]}L${to[0]} ${to[1]}`} />
  </svg>
);

/** While painting, everything else dims; the region keeps its colours. */
const Dimmed = ({ painting: { canvas, version } }: { readonly painting: Painting }) => {
  const shown = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const pen = shown.current?.getContext("2d");
    if (pen === undefined || pen === null) return;
    pen.globalCompositeOperation = "source-over";
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = "rgb(0 0 0 / 45%)";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.globalCompositeOperation = "destination-out";
    pen.drawImage(canvas, 0, 0);
  }, [canvas, version]);
  return <canvas ref={shown} className="dimmed" width={canvas.width} height={canvas.height} aria-hidden="true" />;
};
