import { audienceOf } from "../../app/caller.ts";
import { createView } from "../../app/view.ts";
import { baseUrlOf } from "../base-url.ts";
import type { RouteHandler } from "./route-handlers.ts";

/** A page of the caller's generations, newest first. */
export const listGenerationsHandler: RouteHandler<"listGenerations"> = async ({ context, caller, query, request }) => {
  const { app } = context;
  const page = await app.store.list(query, audienceOf(caller));
  const view = createView(app, baseUrlOf(app.config, request));
  return { data: await Promise.all(page.generations.map(view)), next_cursor: page.nextCursor ?? null };
};
