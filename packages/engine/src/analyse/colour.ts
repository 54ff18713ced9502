import type { RgbPlanes, Size } from "./resize.ts";

/** CIE Lab (D65) per pixel: lightness 0 to 100, `a` green to red, `b` blue to yellow. */
export interface LabPlanes extends Size {
  readonly lightness: Float32Array;
  readonly a: Float32Array;
  readonly b: Float32Array;
}

const STEPS = 4096;

function table(of: (value: number) => number): Float32Array {
  return Float32Array.from({ length: STEPS + 1 }, (_, i) => of(i / STEPS));
}

const LINEAR = table((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
const LAB_CURVE = table((v) => (v > 216 / 24389 ? Math.cbrt(v) : ((24389 / 27) * v + 16) / 116));

export function labFrom(planes: RgbPlanes): LabPlanes {
  const { width, height } = planes;
  const lightness = new Float32Array(width * height);
  const a = new Float32Array(width * height);
  const b = new Float32Array(width * height);
  for (let i = 0; i < lightness.length; i++) {
    const r = LINEAR[(planes.red[i]! * STEPS + 0.5) | 0]!;
    const g = LINEAR[(planes.green[i]! * STEPS + 0.5) | 0]!;
    const v = LINEAR[(planes.blue[i]! * STEPS + 0.5) | 0]!;
    const x = LAB_CURVE[((0.4339 * r + 0.3762 * g + 0.1898 * v) * STEPS + 0.5) | 0]!;
    const y = LAB_CURVE[((0.2126 * r + 0.7152 * g + 0.0722 * v) * STEPS + 0.5) | 0]!;
    const z = LAB_CURVE[((0.0177 * r + 0.1095 * g + 0.8727 * v) * STEPS + 0.5) | 0]!;
    lightness[i] = 116 * y - 16;
    a[i] = 500 * (x - y);
    b[i] = 200 * (y - z);
  }
  return { width, height, lightness, a, b };
}

/** 0 below `from`, 1 above `to`, smooth between; with `from > to` it falls instead of rising. */
export function smoothstep(from: number, to: number, value: number): number {
  const t = (value - from) / (to - from);
  if (t <= 0) return 0;
  if (t >= 1) return 1;
  return t * t * (3 - 2 * t);
}
