import type { FastifyInstance } from "fastify";
import { BODY_MAX_BYTES } from "../../app/limits.ts";
import type { HttpContext } from "../http-context.ts";
import { AOG_PREFIX } from "./aog-path.ts";
import { addControlRoutes } from "./control/control-routes.ts";
import { aliyunImageToVideo, imageToVideo } from "./image-to-video.ts";

/** AOG's routes, in a scope of their own: bodies of every content type arrive as bytes. */
export const addAogRoutes = (scope: FastifyInstance, context: HttpContext): void => {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: BODY_MAX_BYTES }, (_request, body, done) => {
    done(null, body);
  });
  scope.post(`${AOG_PREFIX}/services/image-to-video`, (request, reply) => imageToVideo(context, { request, reply }));
  scope.post(`${AOG_PREFIX}/api_flavors/aliyun/v1/image-to-video`, (request, reply) =>
    aliyunImageToVideo(context, { request, reply }),
  );
  addControlRoutes(scope, context);
};
