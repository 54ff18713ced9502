export type { I420Frame, RgbImage } from "./pixels.ts";
