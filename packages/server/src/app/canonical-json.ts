import type { JsonValue } from "@kinora/contract";

/** The one text of a JSON value: keys sorted by code unit, no blanks, absent (undefined) entries left out. */
export const canonicalJson = (value: JsonValue | undefined): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const entries = Object.keys(value)
    .sort()
    .filter((key) => value[key] !== undefined)
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
  return `{${entries.join(",")}}`;
};
