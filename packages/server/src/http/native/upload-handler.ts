import { ROUTES } from "@kinora/contract";
import { keepUpload } from "../../app/keep-upload.ts";
import { readUpload } from "../../app/read-upload.ts";
import { disconnectSignal } from "../disconnect-signal.ts";
import { parseWith } from "../parse-with.ts";
import { withPictureBody } from "../picture-body.ts";
import { sendPicture } from "../send-picture.ts";
import { sendShownPicture } from "../send-shown-picture.ts";
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

/** 201: the picture was fetched under the guard of private addresses, and is stored. */
export const fetchUploadHandler: RouteHandler<"fetchUpload"> = async ({ context, caller, request, reply }) => {
  const { app } = context;
  const signal = AbortSignal.any([app.stopping, disconnectSignal(reply.raw)]);
  const { url } = parseWith(ROUTES.fetchUpload.body, request.body);
  const upload = await keepUpload(app, { image: { url }, caller, signal });
  void reply.code(201);
  return upload;
};

export const uploadContentHandler: RouteHandler<"uploadContent"> = async (call) => {
  const { context, caller, params, query, request, reply } = call;
  const picture = await readUpload(context.app, caller, params.id);
  return query.shown === true
    ? sendShownPicture({ request, reply }, picture, context.app)
    : sendPicture({ request, reply }, picture, context.app);
};
