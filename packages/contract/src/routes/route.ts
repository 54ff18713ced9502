import { z } from "zod";
import type { ActName } from "../words/acts.ts";
import type { FailureCode } from "../words/failure.ts";
import type { RouteAddress } from "../words/route-addresses.ts";

export const byId = z.strictObject({ id: z.string() });

/** What can be wrong with a picture, however it comes. */
export const IMAGE_FAILURES = [
  "image_missing",
  "image_unreadable",
  "image_unsupported",
  "image_too_large",
  "image_path_forbidden",
  "image_path_unreadable",
  "image_url_forbidden",
  "image_url_unreachable",
  "upload_not_found",
  // The image may be the last frame of another generation.
  "generation_not_found",
  "artifact_not_ready",
] as const satisfies readonly FailureCode[];

/** One row of the route table. */
export interface Route extends RouteAddress {
  readonly summary: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /**
   * The part of a multipart body that carries a picture: `image` beside the fields of `body`, or `file` alone, which may
   * also be the whole body.
   */
  readonly picture?: "image" | "file";
  /** The answer's JSON; absent where bytes or a stream are answered. */
  readonly answer?: z.ZodType;
  /** What the answer is where it is not JSON. */
  readonly streams?: "bytes" | "events";
  /** How it may be answered when all is well; 200 where nothing is said. */
  readonly statuses?: readonly number[];
  /** `read`: costs and changes nothing, though it is no GET. Else what is no GET needs a key that may create. */
  readonly scope?: "read";
  /** What the audit log calls it, where it is written down. */
  readonly act?: ActName;
  readonly failures: readonly FailureCode[];
}

/** A query knows only text. */
export const flag = z.enum(["true", "false"]).transform((text) => text === "true");
