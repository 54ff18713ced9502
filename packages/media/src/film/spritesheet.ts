import type { RgbImage } from "../pixels.ts";

/** Frames of a film in a grid, row by row from the top left, equally spaced from the first to the last. */
export interface SpritesheetLayout {
  readonly columns: number;
  readonly rows: number;
  /** Tiles in use; at most columns × rows. */
  readonly tiles: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
}

const MAX_TILES = 10;
const MAX_COLUMNS = 5;
const TILE_SIDE_PX = 256;

export function planSpritesheet(film: { width: number; height: number; frameCount: number }): SpritesheetLayout {
  const tiles = Math.min(MAX_TILES, film.frameCount);
  const columns = Math.min(MAX_COLUMNS, tiles);
  const scale = Math.min(1, TILE_SIDE_PX / Math.max(film.width, film.height));
  return {
    columns,
    rows: Math.ceil(tiles / columns),
    tiles,
    tileWidth: Math.max(1, Math.round(film.width * scale)),
    tileHeight: Math.max(1, Math.round(film.height * scale)),
  };
}

/** The frame that a tile shows: the first tile the first frame, the last tile the last. */
export function frameOfTile(tile: number, tiles: number, frameCount: number): number {
  return tiles <= 1 ? 0 : Math.round((tile * (frameCount - 1)) / (tiles - 1));
}

/** Lays pictures of the tile's size into one; places without a picture stay black. */
export function layTiles(layout: SpritesheetLayout, pictures: readonly RgbImage[]): RgbImage {
  const { columns, rows, tileWidth, tileHeight } = layout;
  const width = columns * tileWidth;
  const height = rows * tileHeight;
  const data = new Uint8Array(width * height * 3);
  for (const [tile, picture] of pictures.entries()) {
    const left = (tile % columns) * tileWidth;
    const top = Math.floor(tile / columns) * tileHeight;
    for (let y = 0; y < tileHeight; y++) {
      const row = picture.data.subarray(y * tileWidth * 3, (y + 1) * tileWidth * 3);
      data.set(row, ((top + y) * width + left) * 3);
    }
  }
  return { width, height, data };
}
