import { Failure, type GenerationOptions } from "@kinora/contract";
import { z } from "zod";

/** The finished file, as `provider_options` ask for it. */
export interface FilmOptions {
  readonly codec: (typeof CODECS)[number];
  readonly container: (typeof CONTAINERS)[number];
  /** Whether the file says what made it, with model and seed. */
  readonly metadata: boolean;
}

const CODECS = ["h264", "hevc", "av1", "vp9"] as const;
const CONTAINERS = ["mp4", "webm"] as const;

const schema = z.strictObject({
  codec: z.enum(CODECS).optional(),
  container: z.enum(CONTAINERS).optional(),
  metadata: z.boolean().optional(),
});

/** The codecs of each container, the usual one first. */
const CODECS_IN: Readonly<Record<FilmOptions["container"], readonly FilmOptions["codec"][]>> = {
  mp4: ["h264", "hevc", "av1"],
  webm: ["vp9", "av1"],
};

/**
 * Reads `provider_options` of the embedded engine: `{ codec?, container?, metadata? }`; what is left open follows from the
 * rest (WebM means VP9, VP9 means WebM, else H.264 in MP4). Throws `bad_option` for any other, with what there is.
 */
export const filmOptionsOf = ({ provider_options: asked = {} }: GenerationOptions): FilmOptions => {
  const parsed = schema.safeParse(asked);
  if (!parsed.success) throw unknownOptions(parsed.error);
  const { codec, container = codec === "vp9" ? "webm" : "mp4", metadata = true } = parsed.data;
  const codecs = CODECS_IN[container];
  const used = codec ?? codecs[0] ?? "h264";
  if (codecs.includes(used)) return { codec: used, container, metadata };
  throw new Failure("bad_option", {
    detail: `provider_options: ${used} does not go into ${container}; there it can be ${codecs.join(" or ")}.`,
  });
};

const unknownOptions = (error: z.ZodError): Failure => {
  const faults = error.issues.map(({ path, message }) => [...path, message].join(": ")).join("; ");
  return new Failure("bad_option", {
    detail: `provider_options (${faults}): the embedded engine takes codec (${CODECS.join(", ")}), container (${CONTAINERS.join(", ")}) and metadata (true, false).`,
  });
};
