import { resizeImage } from "../images/resize-image.ts";
import type { RgbImage } from "../pixels.ts";
import type { VideoFacts } from "./check-video.ts";
import type { FrameSize } from "./film-decoder.ts";

type Rotation = Pick<VideoFacts, "rotation">;

/** An upright size as it is before rotation, and the other way round. */
export const turned = ({ rotation }: Rotation, { width, height }: FrameSize): FrameSize =>
  rotation === 90 || rotation === 270 ? { width: height, height: width } : { width, height };

/** The frames' size before rotation. */
export const storedSize = (facts: VideoFacts): FrameSize => turned(facts, facts);

/** A decoded frame as it is shown. */
export const upright = async (image: RgbImage, { rotation }: Rotation): Promise<RgbImage> =>
  rotation === 0 ? image : resizeImage(image, { ...turned({ rotation }, image), turnDegrees: rotation });
