/** How bright the two lines of nodes at hand are shown, 1 as in the photograph. */
export type LightLines = Float32Array;

/** The cells between the two lines whose light is not the photograph's, from the first to behind the last; undefined for none. */
export function changedCells(lines: LightLines): { readonly from: number; readonly to: number } | undefined {
  const perRow = lines.length / 2;
  let [first, last] = [perRow, -1];
  for (let column = 0; column < perRow; column += 1) {
    if (lines[column] === 1 && lines[perRow + column] === 1) continue;
    if (first === perRow) first = column;
    last = column;
  }
  return last < 0 ? undefined : { from: Math.max(0, first - 1), to: Math.min(perRow - 1, last + 1) };
}
