import { Failure } from "@kinora/contract";
import type { ImageRef } from "@kinora/domain";
import type { AppContext } from "./app-context.ts";
import type { Caller } from "./caller.ts";
import { parseUploadId } from "./upload-id.ts";

/** A picture that this caller sent ahead; it counts as used now. Throws upload_not_found. */
export async function readUpload(app: AppContext, caller: Caller, idText: string): Promise<ImageRef> {
  const sha256 = parseUploadId(idText);
  const found = sha256 === undefined ? undefined : await app.store.useUpload(caller.id, sha256, app.clock.now());
  if (found !== undefined) return found;
  throw new Failure("upload_not_found", {
    detail: `There is no upload "${idText.slice(0, 80)}": send the picture again (POST /api/v1/uploads). What no request has used for a day is forgotten.`,
  });
}
