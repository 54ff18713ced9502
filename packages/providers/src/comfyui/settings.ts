import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Failure, type JsonObject } from "@kinora/contract";
import { z } from "zod";
import { parseTemplate, type Template } from "./template.ts";

const seconds = z.number().positive().max(600);

const entrySchema = z.strictObject({
  /** A workflow; a relative path begins at the data folder. */
  file: z.string().min(1),
  /** Frames a second that it makes: `{{frames}}` are counted by it. */
  fps: z.number().positive().max(240).default(16),
  default_seconds: seconds.default(5),
  max_seconds: seconds.default(15),
});

const settingsSchema = z.object({
  templates: z
    .record(
      z.string().regex(/^[\w.-]{1,64}$/u),
      z.union([
        z
          .string()
          .min(1)
          .transform((file) => entrySchema.parse({ file })),
        entrySchema,
      ]),
    )
    .default({}),
});

export interface NamedTemplate extends Template {
  readonly name: string;
  readonly fps: number;
  readonly defaultSeconds: number;
  readonly maxSeconds: number;
}

/** The templates that `"providers.comfyui"` in `kinora.json` names, read. Throws `bad_option`. */
export const readTemplates = (options: JsonObject, folder: string): readonly NamedTemplate[] => {
  const parsed = settingsSchema.safeParse(options);
  if (!parsed.success) {
    throw new Failure("bad_option", {
      detail: `"providers.comfyui" in kinora.json is wrong: ${z.prettifyError(parsed.error)}`,
    });
  }
  if (Object.keys(parsed.data.templates).length === 0) {
    throw new Failure("bad_option", {
      detail:
        'ComfyUI needs a template, in kinora.json: {"providers": {"comfyui": {"templates": {"wan": "wan.json"}}}}.',
    });
  }
  return Object.entries(parsed.data.templates).map(([name, entry]) => ({
    name,
    fps: entry.fps,
    defaultSeconds: entry.default_seconds,
    maxSeconds: Math.max(entry.default_seconds, entry.max_seconds),
    ...parseTemplate(name, readText(name, resolve(folder, entry.file))),
  }));
};

const readText = (name: string, path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new Failure("bad_option", { detail: `The ComfyUI template "${name}" cannot be read at ${path}.`, cause });
  }
};
