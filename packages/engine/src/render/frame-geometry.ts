import type { PictureSize } from "@kinora/contract";

/** Pixels of a cell's side: motion is known at its corners and interpolated between them. */
export const CELL_PX = 8;
/** Textures have this many texels a pixel of the frame, so that bilinear sampling stays sharp (docs: render/README.md). */
const TEXELS_PER_PX = 1.5;
/** Mirrored border of a texture, as a share of its sides: what an effect may pull in from outside. */
const BORDER_X = 0.16;
const BORDER_Y = 0.1;

/** A grid of texels with a mirrored border. Coordinates of a texel: picture px × scale + offset. */
export interface TextureGeometry {
  /** The inside, without border. */
  readonly width: number;
  readonly height: number;
  readonly padX: number;
  readonly padY: number;
  /** Bytes a row, borders included. */
  readonly stride: number;
  readonly bytes: number;
  readonly scaleX: number;
  readonly scaleY: number;
}

export interface FrameGeometry extends PictureSize {
  /** Cells across and down; the last ones may hang over the frame. */
  readonly columns: number;
  readonly rows: number;
  /** Bytes a row of YUVA pixels at the frame's size, cells filled up. */
  readonly stride: number;
  /** Pixels in the units that motion is designed in: 1 at a short side of 720. */
  readonly unit: number;
}

export function frameGeometry({ width, height }: PictureSize): FrameGeometry {
  const columns = Math.ceil(width / CELL_PX);
  const rows = Math.ceil(height / CELL_PX);
  return { width, height, columns, rows, stride: columns * CELL_PX * 4, unit: Math.min(width, height) / 720 };
}

/** @param extraX a wider border at the sides, in px of the frame: how far the texture's content travels across */
export function textureGeometry(frame: PictureSize, extraX = 0, extraY = 0): TextureGeometry {
  const width = Math.round(frame.width * TEXELS_PER_PX);
  const height = Math.round(frame.height * TEXELS_PER_PX);
  const pad = (side: number, share: number, extra: number): number =>
    Math.min(side - 1, Math.ceil(side * share + extra * TEXELS_PER_PX));
  const padX = pad(width, BORDER_X, extraX);
  const padY = pad(height, BORDER_Y, extraY);
  const stride = (width + 2 * padX) * 4;
  const bytes = stride * (height + 2 * padY);
  return { width, height, padX, padY, stride, bytes, scaleX: width / frame.width, scaleY: height / frame.height };
}

/** How many corners of cells a frame has: one more than cells, both ways. */
export const nodeCount = ({ columns, rows }: FrameGeometry): number => (columns + 1) * (rows + 1);
