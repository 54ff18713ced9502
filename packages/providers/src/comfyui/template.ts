import { Failure, type JsonObject, type JsonValue } from "@kinora/contract";
import { z } from "zod";

/** What Kinora itself puts into a workflow; any other mark is filled from `provider_options`. */
export const OWN_MARKS = [
  "image",
  "last_image",
  "prompt",
  "negative_prompt",
  "seed",
  "width",
  "height",
  "seconds",
  "frames",
  "fps",
] as const;
export type OwnMark = (typeof OWN_MARKS)[number];

/** `{{name}}`, or `{{name=default}}`. */
const MARK = /\{\{(\w{1,64})(?:=([^{}]*))?\}\}/gu;
const WHOLE_MARK = /^\{\{(\w{1,64})(?:=([^{}]*))?\}\}$/u;

export interface Template {
  readonly workflow: JsonObject;
  /** Every mark in it. */
  readonly marks: ReadonlySet<string>;
}

const isOwn = (name: string): name is OwnMark => (OWN_MARKS as readonly string[]).includes(name);

/** Marks that only `provider_options` can fill. */
export const extraMarks = ({ marks }: Template): string[] => [...marks].filter((name) => !isOwn(name));

const workflowSchema = z.record(
  z.string(),
  z.looseObject({ class_type: z.string(), inputs: z.record(z.string(), z.json()) }),
);

/** A workflow as ComfyUI's "Export (API)" writes it, with marks in its inputs. Throws `bad_option`. */
export const parseTemplate = (name: string, text: string): Template => {
  const wrong = (detail: string): Failure =>
    new Failure("bad_option", { detail: `The ComfyUI template "${name}" cannot be used: ${detail}` });
  const parsed = workflowSchema.safeParse(parseJson(text));
  if (!parsed.success) throw wrong("it is no workflow as ComfyUI exports it with Export (API).");
  const workflow = parsed.data as JsonObject;
  const found = [...JSON.stringify(workflow).matchAll(MARK)];
  const marks = new Set(found.map(([, mark = ""]) => mark));
  if (!marks.has("image")) throw wrong('no input is marked "{{image}}".');
  const bare = found.find(([, mark = "", preset]) => !isOwn(mark) && preset === undefined);
  if (bare !== undefined) throw wrong(`${bare[0]} needs a default, as in {{${bare[1]}=20}}.`);
  return { workflow, marks };
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export type MarkValues = Readonly<Record<string, JsonValue | undefined>>;

/** A default reads as JSON where it is JSON (20, true), else as text. */
const presetValue = (preset: string): JsonValue => {
  const parsed = z.json().safeParse(parseJson(preset));
  return parsed.success ? parsed.data : preset;
};

const valueOf = (values: MarkValues, mark: string, preset: string | undefined): JsonValue => {
  const value = Object.hasOwn(values, mark) ? values[mark] : undefined;
  if (value !== undefined) return value;
  return preset === undefined ? "" : presetValue(preset);
};

const asText = (value: JsonValue): string => (typeof value === "string" ? value : JSON.stringify(value));

/** The workflow with every mark filled in. A mark that is a whole input keeps the kind of its value; inside a text it is text. */
export const fillTemplate = ({ workflow }: Template, values: MarkValues): JsonObject => {
  const filled = (value: JsonValue): JsonValue => {
    if (typeof value === "string") return filledText(value, values);
    if (Array.isArray(value)) return value.map(filled);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner)]));
  };
  return filled(workflow) as JsonObject;
};

const filledText = (text: string, values: MarkValues): JsonValue => {
  const [, whole, preset] = WHOLE_MARK.exec(text) ?? [];
  if (whole !== undefined) return valueOf(values, whole, preset);
  // A function: what a prompt says is never read as a pattern of `replace`, and never searched for marks again.
  return text.replace(MARK, (_, mark: string, inner?: string) => asText(valueOf(values, mark, inner)));
};
