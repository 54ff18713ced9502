import { Failure, type Warning } from "@kinora/contract";
import type { Generation } from "@kinora/domain";
import type { CreateInput } from "../../app/create-generation.ts";
import { readGeneration } from "../../app/read-generation.ts";
import { acceptVideo } from "./create-video.ts";
import type { Exchange } from "./exchange.ts";
import { withVideoBody } from "./video-body.ts";
import type { VideoRequest } from "./video-request.ts";
import type { Video } from "./video.ts";

/**
 * `POST /v1/videos/{id}/remix`: a new video of the same picture, by the same model with the same options, as the new prompt
 * says. No model here changes a finished video, and a warning says so.
 */
export const remixVideo = async (exchange: Exchange, id: string): Promise<Video> => {
  const { context, caller, request } = exchange;
  return withVideoBody({ request, tempDir: context.app.incomingDir }, async (asked) => {
    const source = await readGeneration(context.app, caller, id);
    return acceptVideo(exchange, remixOf(source, asked));
  });
};

function remixOf(
  source: Generation,
  asked: VideoRequest,
): Pick<CreateInput, "request" | "image" | "covers" | "warnings"> {
  if (asked.image !== undefined) {
    throw new Failure("bad_option", {
      detail: "A remix is made from the video's own picture: leave input_reference out, or create a new video.",
      option: "input_reference",
    });
  }
  const options = { ...source.options };
  // The old motion would overrule the new prompt.
  delete options.motion;
  return {
    ...asked,
    request: { model: `${source.provider}/${source.model}`, ...options, ...asked.request },
    image: { generation: source.id, frame: "first" },
    warnings: [...remixWarnings(source), ...asked.warnings],
  };
}

const remixWarnings = ({ id, lastImage }: Generation): Warning[] => [
  {
    option: "remix",
    code: "made_anew",
    message: `No model here changes a finished video: this one was made anew from the picture of ${id}, with the new prompt.`,
  },
  ...(lastImage === undefined
    ? []
    : [
        {
          option: "last_image",
          code: "left_out",
          message: `The picture that ${id} ends with was not taken over: send last_image.`,
        },
      ]),
];
