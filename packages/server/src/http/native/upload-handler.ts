import { keepUpload } from "../../app/keep-upload.ts";
import { disconnectSignal } from "../disconnect-signal.ts";
import { withPictureBody } from "../picture-body.ts";
import type { RouteHandler } from "./route-handlers.ts";

/** 201: the picture is stored, and its id can be named in requests. */
export const uploadHandler: RouteHandler<"upload"> = async ({ context, caller, request, reply }) => {
  const { app } = context;
  const signal = AbortSignal.any([app.stopping, disconnectSignal(reply.raw)]);
  const upload = await withPictureBody({ request, tempDir: app.incomingDir }, (file) =>
    keepUpload(app, { image: { file }, caller, signal }),
  );
  void reply.code(201);
  return upload;
};
