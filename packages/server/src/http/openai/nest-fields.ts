import { Failure } from "@kinora/contract";

type Fields = Record<string, unknown>;

/** `a`, `a[b]`, `a[b][c]`, `a[]`: a name, then keys in brackets; an empty key means one more of a list. */
const NAME = /^([^[\]]+)((?:\[[^[\]]*\]){0,4})$/u;
const KEY = /\[([^[\]]*)\]/gu;
/** What every object has, and no field may replace. */
const RESERVED: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

const keysOf = (name: string): string[] => {
  const [, first, rest = ""] = NAME.exec(name) ?? [];
  const keys = first === undefined ? [name] : [first, ...[...rest.matchAll(KEY)].map(([, key = ""]) => key)];
  if (keys.some((key) => RESERVED.has(key))) throw unusable(name, "means nothing here: leave it out");
  return keys;
};

const unusable = (name: string, why: string): Failure =>
  new Failure("bad_request", { detail: `The field ${name.slice(0, 64)} ${why}.` });

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What stood at a place, with the value put in where the keys lead: objects and lists are made on the way. */
const withField = (
  before: unknown,
  [key, ...rest]: readonly string[],
  { name, value }: { readonly name: string; readonly value: unknown },
): unknown => {
  const twice = (): Failure => unusable(name, "comes twice: send it once");
  if (key === undefined) {
    if (before !== undefined) throw twice();
    return value;
  }
  if (key === "") {
    const list: unknown = before ?? [];
    if (!Array.isArray(list)) throw twice();
    return [...(list as unknown[]), withField(undefined, rest, { name, value })];
  }
  const fields = before ?? {};
  if (!isFields(fields)) throw twice();
  const inside = Object.hasOwn(fields, key) ? fields[key] : undefined;
  return { ...fields, [key]: withField(inside, rest, { name, value }) };
};

/** The fields of a form as one object, as OpenAI's libraries write objects and lists into forms. Throws bad_request. */
export const nestFields = (fields: readonly (readonly [name: string, value: unknown])[]): Fields =>
  fields.reduce<Fields>((nested, [name, value]) => withField(nested, keysOf(name), { name, value }) as Fields, {});
