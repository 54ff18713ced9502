import { Failure, type JsonObject } from "@kinora/contract";
import { z } from "zod";

const seconds = z.number().positive().max(600);

const settingsSchema = z.object({
  /** What requests call the model that the server was started with. */
  model: z
    .string()
    .regex(/^[\w.-]{1,64}$/u)
    .default("video"),
  /** Frames a second that the model makes, where a request names no other. */
  fps: z.int().min(1).max(60).default(16),
  default_seconds: seconds.default(5),
  max_seconds: seconds.default(15),
});

export interface SdcppSettings {
  readonly model: string;
  readonly fps: number;
  readonly defaultSeconds: number;
  readonly maxSeconds: number;
}

/** What stands under the instance's name in `"providers"` of `kinora.json`. Throws `bad_option`. */
export const readSettings = (id: string, options: JsonObject): SdcppSettings => {
  const parsed = settingsSchema.safeParse(options);
  if (!parsed.success) {
    throw new Failure("bad_option", {
      detail: `"providers.${id}" in kinora.json is wrong: ${z.prettifyError(parsed.error)}`,
    });
  }
  const { model, fps, default_seconds: defaultSeconds, max_seconds: maxSeconds } = parsed.data;
  return { model, fps, defaultSeconds, maxSeconds: Math.max(defaultSeconds, maxSeconds) };
};
