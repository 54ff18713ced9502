import { useEffect, useRef, useState } from "react";
import { loadMask, openCanvas } from "./region-grid.ts";

export type Point = [x: number, y: number];

/** The long side of a painted mask: finer than a finger, small enough to send. */
const LONG_SIDE_PX = 512;

const sizeOf = (ratio: number): readonly [width: number, height: number] =>
  ratio >= 1
    ? [LONG_SIDE_PX, Math.max(1, Math.round(LONG_SIDE_PX / ratio))]
    : [Math.max(1, Math.round(LONG_SIDE_PX * ratio)), LONG_SIDE_PX];

export interface Painting {
  /** What is painted, white inside and transparent outside; it changes in place with every stroke. */
  readonly canvas: HTMLCanvasElement;
  readonly version: number;
  /** Paints, or takes away, from one point to the next. Points and radius are shares of the picture's width and height. */
  stroke(from: Point, to: Point, brush: { readonly radius: number; readonly erases: boolean }): void;
  /** Moves the region's edge outwards by a share of the picture's width; negative: inwards. */
  grow(by: number): void;
  /** What was inside is outside. */
  readonly invert: () => void;
  /** The mask as a PNG in a data URI. */
  readonly finish: () => string;
}

const invertPixels = ({ width, height }: HTMLCanvasElement, pen: CanvasRenderingContext2D): void => {
  pen.globalCompositeOperation = "source-out";
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, width, height);
  pen.globalCompositeOperation = "source-over";
};

/** So many copies around a circle leave no gap at the radii that are used. */
const DIRECTIONS = 32;

/** The union of the region with itself moved by the radius, in pixels, every way. */
const widen = (canvas: HTMLCanvasElement, pen: CanvasRenderingContext2D, radius: number): void => {
  const before = openCanvas(canvas.width, canvas.height);
  before.pen.drawImage(canvas, 0, 0);
  for (let at = 0; at < DIRECTIONS; at += 1) {
    const angle = (2 * Math.PI * at) / DIRECTIONS;
    pen.drawImage(before.canvas, radius * Math.cos(angle), radius * Math.sin(angle));
  }
};

/** A canvas over a picture of this shape (width / height) that begins with the region's mask. */
export const usePainting = (ratio: number, startUrl: string | undefined): Painting => {
  const [version, setVersion] = useState(0);
  const [{ canvas, pen }] = useState(() => openCanvas(...sizeOf(ratio)));
  const begun = useRef<string | undefined>(undefined);

  useEffect(() => {
    if (begun.current === startUrl) return;
    begun.current = startUrl;
    pen.clearRect(0, 0, canvas.width, canvas.height);
    setVersion((at) => at + 1);
    if (startUrl === undefined) return;
    void loadMask(startUrl).then((mask) => {
      if (begun.current !== startUrl) return;
      const small = openCanvas(mask.width, mask.height);
      small.pen.putImageData(mask, 0, 0);
      pen.clearRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(small.canvas, 0, 0, canvas.width, canvas.height);
      setVersion((at) => at + 1);
    });
  }, [canvas, pen, startUrl]);

  const stroke: Painting["stroke"] = (from, to, { radius, erases }) => {
    pen.globalCompositeOperation = erases ? "destination-out" : "source-over";
    pen.strokeStyle = "#fff";
    pen.lineCap = "round";
    pen.lineWidth = 2 * radius * canvas.width;
    pen.beginPath();
    pen.moveTo(from[0] * canvas.width, from[1] * canvas.height);
    pen.lineTo(to[0] * canvas.width + 0.01, to[1] * canvas.height);
    pen.stroke();
    pen.globalCompositeOperation = "source-over";
    setVersion((at) => at + 1);
  };
  const grow = (by: number): void => {
    if (by < 0) invertPixels(canvas, pen);
    widen(canvas, pen, Math.abs(by) * canvas.width);
    if (by < 0) invertPixels(canvas, pen);
    setVersion((at) => at + 1);
  };
  const invert = (): void => {
    invertPixels(canvas, pen);
    setVersion((at) => at + 1);
  };
  const finish = (): string => {
    const url = canvas.toDataURL("image/png");
    begun.current = url;
    return url;
  };
  return { canvas, version, stroke, grow, invert, finish };
};
