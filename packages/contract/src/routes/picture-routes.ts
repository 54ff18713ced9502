import { z } from "zod";
import { generationRequestSchema, imageSourceSchema } from "../generation-request.ts";
import { inspectionSchema } from "../inspection.ts";
import { modelViewSchema } from "../model.ts";
import { quoteSchema } from "../money.ts";
import { motionPlanSchema, planReportSchema } from "../motion-plan.ts";
import { ROUTE_ADDRESSES } from "../words/route-addresses.ts";
import { byId, flag, IMAGE_FAILURES, type Route } from "./route.ts";

export const planRequestSchema = z.strictObject({
  prompt: z.string().max(20_000).optional(),
  image: imageSourceSchema.optional(),
  seed: z.int().min(0).max(4_294_967_295).optional(),
  duration_seconds: z.number().positive().max(60).optional(),
  fps: z.number().min(1).max(60).optional(),
  loop: z.boolean().optional(),
});
export type PlanRequest = z.infer<typeof planRequestSchema>;

export const limitsSchema = z.strictObject({
  upload_max_bytes: z.int(),
  image_max_pixels: z.int(),
  duration_seconds: z.strictObject({ min: z.number(), max: z.number() }),
  wait_max_seconds: z.int(),
});
export type Limits = z.infer<typeof limitsSchema>;

/** A picture that was sent ahead: `{"upload": id}` names it wherever a picture is wanted. The same bytes have the same id. */
export const uploadSchema = z.strictObject({
  id: z.string(),
  sha256: z.string(),
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
});
export type UploadView = z.infer<typeof uploadSchema>;

/** What can be asked before a video is made. */
export const PICTURE_ROUTES = {
  plan: {
    ...ROUTE_ADDRESSES.plan,
    scope: "read",
    summary: "The motion plan of a prompt, with a picture or from the words alone.",
    body: planRequestSchema,
    picture: "image",
    answer: z.strictObject({ plan: motionPlanSchema, report: planReportSchema }),
    failures: ["bad_request", ...IMAGE_FAILURES],
  },
  inspect: {
    ...ROUTE_ADDRESSES.inspect,
    scope: "read",
    summary: "What the engine sees in a picture.",
    body: z.strictObject({ image: imageSourceSchema.optional() }),
    picture: "image",
    answer: inspectionSchema,
    failures: ["bad_request", ...IMAGE_FAILURES],
  },
  quote: {
    ...ROUTE_ADDRESSES.quote,
    scope: "read",
    summary: "What a request would cost with each model, and why one does not fit; nothing is sent to any provider.",
    body: generationRequestSchema,
    picture: "image",
    answer: z.strictObject({ quotes: z.array(quoteSchema) }),
    failures: ["bad_request", "bad_option", ...IMAGE_FAILURES],
  },
  listModels: {
    ...ROUTE_ADDRESSES.listModels,
    summary: "Every model with what it can do.",
    answer: z.strictObject({ data: z.array(modelViewSchema) }),
    failures: [],
  },
  upload: {
    ...ROUTE_ADDRESSES.upload,
    summary:
      "Send a picture ahead, as the part `file` of a form or as the body itself: requests then name it by its id.",
    picture: "file",
    answer: uploadSchema,
    statuses: [201],
    failures: [
      "bad_request",
      "image_missing",
      "image_unreadable",
      "image_unsupported",
      "image_too_large",
      "disk_full",
      "storage_unreachable",
      "draining",
    ],
  },
  fetchUpload: {
    ...ROUTE_ADDRESSES.fetchUpload,
    summary: "Let the server fetch a picture from the web and keep it as an upload.",
    body: z.strictObject({ url: z.string().min(1).max(8192) }),
    answer: uploadSchema,
    statuses: [201],
    failures: [
      "bad_request",
      "bad_option",
      "image_unreadable",
      "image_unsupported",
      "image_too_large",
      "image_url_forbidden",
      "image_url_unreachable",
      "disk_full",
      "storage_unreachable",
      "draining",
    ],
  },
  uploadContent: {
    ...ROUTE_ADDRESSES.uploadContent,
    summary:
      "The bytes of a picture that was sent ahead; `?shown=true`: a HEIC or TIFF, which browsers cannot show, as WebP.",
    params: byId,
    query: z.strictObject({ shown: flag.optional() }),
    streams: "bytes",
    statuses: [200, 206],
    failures: [
      "upload_not_found",
      "artifact_not_found",
      "image_unreadable",
      "range_not_satisfiable",
      "bad_request",
      "storage_unreachable",
    ],
  },
  limits: {
    ...ROUTE_ADDRESSES.limits,
    summary: "What this server takes.",
    answer: limitsSchema,
    failures: [],
  },
} as const satisfies Record<string, Route>;
