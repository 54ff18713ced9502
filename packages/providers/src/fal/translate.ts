import type { BillableRequest, Order } from "../kit/http-adapter.ts";
import { openInput } from "../kit/open-input.ts";
import { knownOf } from "../kit/open-models.ts";
import { endpointOf, FAL_MODELS } from "./models.ts";
import type { FalSettings } from "./settings.ts";

/** The order as its endpoint wants it. */
export const translate = (order: Order, settings: FalSettings): BillableRequest => {
  const { model, still, lastStill } = order;
  const known = knownOf(model.id, FAL_MODELS, settings.models);
  const pictures = { still: still.dataUri(), lastStill: lastStill?.dataUri() };
  const { input, warnings } = openInput(order, known, pictures);
  const endpoint = endpointOf(model.id).split("/").map(encodeURIComponent).join("/");
  return { path: `/${endpoint}`, headers: headersOf(settings), body: { json: input }, warnings };
};

/**
 * The queue itself would begin a request up to ten times: what failed is ours to tell, not theirs to repeat. And films
 * lie at public addresses, for ever where nobody says otherwise.
 */
const headersOf = ({ keep_media_seconds: seconds }: FalSettings): Readonly<Record<string, string>> => ({
  "x-fal-no-retry": "1",
  ...(seconds === null
    ? {}
    : { "x-fal-object-lifecycle-preference": JSON.stringify({ expiration_duration_seconds: seconds }) }),
});
