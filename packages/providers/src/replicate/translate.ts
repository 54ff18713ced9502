import { Failure, type JsonObject } from "@kinora/contract";
import type { FittedStill } from "../kit/fit-still.ts";
import type { BillableRequest, Call, Order } from "../kit/http-adapter.ts";
import { openInput } from "../kit/open-input.ts";
import { knownOf } from "../kit/open-models.ts";
import { readUpload } from "./answer.ts";
import { parseModelName } from "./model-name.ts";
import { REPLICATE_MODELS } from "./models.ts";
import type { ReplicateSettings } from "./settings.ts";

/** A larger picture is uploaded first, as the vendor advises; that is free, and it is kept for a day. */
const LARGEST_DATA_URI_BYTES = 256 * 1024;

const carried = async (still: FittedStill, call: Pick<Call, "send">): Promise<string> => {
  const { bytes, mediaType, fileName } = still;
  if (bytes.byteLength <= LARGEST_DATA_URI_BYTES) return still.dataUri();
  const form = [{ name: "content", fileName, contentType: mediaType, bytes }];
  return readUpload(await call.send("POST", { path: "/v1/files", body: { form } }));
};

/**
 * What has not ended after an hour will not be looked at any more (`retentionMs`): so it is not to begin, or go on, and
 * be billed unseen.
 */
const HEADERS = { "cancel-after": "60m" };

const placeOf = (model: string): { readonly path: string; readonly version: JsonObject } => {
  const parsed = parseModelName(model);
  if (parsed === undefined) throw new Failure("model_not_found", { detail: `${model} is no name of a model.` });
  const { owner, name, version } = parsed;
  if (version !== undefined) return { path: "/v1/predictions", version: { version } };
  return { path: `/v1/models/${encodeURIComponent(owner)}/${encodeURIComponent(name)}/predictions`, version: {} };
};

/** The order as its model wants it. */
export const translate = async (
  order: Order,
  settings: ReplicateSettings,
  call: Pick<Call, "send">,
): Promise<BillableRequest> => {
  const { model, still, lastStill } = order;
  const known = knownOf(model.id, REPLICATE_MODELS, settings.models);
  const pictures = {
    still: await carried(still, call),
    lastStill: lastStill && (await carried(lastStill, call)),
  };
  const { input, warnings } = openInput(order, known, pictures);
  const { path, version } = placeOf(model.id);
  return { path, headers: HEADERS, body: { json: { ...version, input } }, warnings };
};
