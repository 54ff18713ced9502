/** A part of a file: both ends inclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * What a Range header asks of a file of `size` bytes (RFC 9110, 14): one range; "unsatisfiable" when it lies outside; and
 * undefined, which means the whole file, for no header, other units, several ranges or a malformed one.
 */
export const readByteRange = (header: string | undefined, size: number): ByteRange | "unsatisfiable" | undefined => {
  const [, from = "", to = ""] = /^bytes=\s*(\d*)\s*-\s*(\d*)\s*$/iu.exec(header ?? "") ?? [];
  if (from !== "") return fromTo(Number(from), to === "" ? Infinity : Number(to), size);
  return to === "" ? undefined : lastOf(Number(to), size);
};

const fromTo = (start: number, end: number, size: number): ByteRange | "unsatisfiable" | undefined => {
  if (end < start) return undefined;
  return start >= size ? "unsatisfiable" : { start, end: Math.min(end, size - 1) };
};

const lastOf = (length: number, size: number): ByteRange | "unsatisfiable" =>
  length === 0 || size === 0 ? "unsatisfiable" : { start: Math.max(0, size - length), end: size - 1 };
