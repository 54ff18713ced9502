import { listQuerySchema } from "@kinora/contract";
import { z } from "zod";
import { audienceOf } from "../../app/caller.ts";
import { createView } from "../../app/view.ts";
import { baseUrlOf } from "../base-url.ts";
import { parseWith } from "../parse-with.ts";
import type { Exchange } from "./exchange.ts";
import { type Video, videoOf } from "./video.ts";

const MOST = 100;
/** A client that has nothing to say may write an empty value. */
const orAbsent = (value: unknown): unknown => (value === "" ? undefined : value);
const querySchema = z.object({
  limit: z.preprocess(orAbsent, z.coerce.number().int().min(0).max(MOST).default(20)),
  order: z.preprocess(orAbsent, z.enum(["asc", "desc"]).default("desc")),
  after: z.preprocess(orAbsent, z.string().max(200).optional()),
});

/** OpenAI's page: its libraries go on after `last_id` until `has_more` is false. */
export interface VideoList {
  readonly object: "list";
  readonly data: readonly Video[];
  readonly first_id: string | null;
  readonly last_id: string | null;
  readonly has_more: boolean;
}

/** `GET /v1/videos`: the caller's videos, newest first unless `order` is asc, also those that other dialects made. */
export const listVideos = async ({ context, caller, request }: Exchange): Promise<VideoList> => {
  const { app } = context;
  const { limit, order, after } = parseWith(querySchema, request.query);
  const wish = {
    // A page of none still says whether there is more.
    ...listQuerySchema.parse({ limit: Math.max(1, limit), ...(after === undefined ? {} : { cursor: after }) }),
    order: order === "asc" ? ("oldest_first" as const) : ("newest_first" as const),
  };
  const page = await app.store.list(wish, audienceOf(caller));
  const generations = page.generations.slice(0, limit);
  const view = createView(app, baseUrlOf(app.config, request));
  const data = await Promise.all(generations.map(async (one) => videoOf(one, await view(one))));
  return {
    object: "list",
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: page.nextCursor !== undefined || page.generations.length > limit,
  };
};
