/** A picture as interleaved 8-bit sRGB, row-major, upright; `data.length === width * height * 3`. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/**
 * One frame of film: planar YUV 4:2:0, BT.709 limited range, chroma sited left. `data` holds Y (width × height), then U,
 * then V (each width/2 × height/2) without padding; width and height are even.
 */
export interface I420Frame {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}
