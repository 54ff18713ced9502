import type { UploadView } from "@kinora/contract";
import { refuseNewWork } from "./admission/refuse-new-work.ts";
import type { AppContext } from "./app-context.ts";
import { takeImage, type TakeImageInput } from "./image-intake/take-image.ts";
import { uploadIdOf } from "./upload-id.ts";

/** Checks and stores a picture for its caller's later requests. */
export const keepUpload = async (app: AppContext, input: TakeImageInput): Promise<UploadView> => {
  await refuseNewWork(app);
  const image = await takeImage(app, input);
  await app.store.keepUpload(input.caller.id, image, app.clock.now());
  const { sha256, width, height, bytes } = image;
  return { id: uploadIdOf(sha256), sha256, width, height, bytes };
};
