/** A tile and how wide it is drawn. */
export interface Tile<T> {
  readonly item: T;
  readonly width: number;
}

export type Row<T> =
  | { readonly kind: "day"; readonly day: string; readonly height: number }
  | { readonly kind: "tiles"; readonly tiles: readonly Tile<T>[]; readonly height: number };

export interface Wall {
  /** Pixels. */
  readonly width: number;
  /** What a row is about as high as. */
  readonly rowHeight: number;
  readonly gap: number;
}

interface Shaped {
  /** Width divided by height. */
  readonly ratio: number;
  readonly day: string;
}

const DAY_HEIGHT = 60;
/** Panoramas and towers are cropped to these, so that every row stays a row. */
const NARROWEST = 0.5;
const WIDEST = 3;

const shownRatio = ({ ratio }: Shaped): number => Math.min(WIDEST, Math.max(NARROWEST, ratio));

/**
 * Rows of equal height that fill the width, days under their own headings; a day's last row keeps the usual height. The rows
 * before an added item never change, so a tile keeps its size while more are loaded.
 */
export const justifiedRows = <T extends Shaped>(items: readonly T[], wall: Wall): readonly Row<T>[] => {
  const rows: Row<T>[] = [];
  let day: string | undefined;
  let line: T[] = [];
  const end = (isFull: boolean): void => {
    if (line.length > 0) rows.push(rowOf(line, wall, isFull));
    line = [];
  };
  for (const item of items) {
    if (item.day !== day) {
      end(false);
      day = item.day;
      rows.push({ kind: "day", day, height: DAY_HEIGHT });
    }
    line.push(item);
    if (widthAt(line, wall) >= wall.width) end(true);
  }
  end(false);
  return rows;
};

const ratiosOf = (line: readonly Shaped[]): number => line.reduce((sum, item) => sum + shownRatio(item), 0);

const widthAt = (line: readonly Shaped[], { rowHeight, gap }: Wall): number =>
  ratiosOf(line) * rowHeight + gap * (line.length - 1);

function rowOf<T extends Shaped>(line: readonly T[], wall: Wall, isFull: boolean): Row<T> {
  const free = wall.width - wall.gap * (line.length - 1);
  const height = isFull ? free / ratiosOf(line) : Math.min(wall.rowHeight, free / ratiosOf(line));
  return {
    kind: "tiles",
    height: height + wall.gap,
    tiles: line.map((item) => ({ item, width: shownRatio(item) * height })),
  };
}
