export type { I420Frame, RgbImage } from "./pixels.ts";
export { i420ToRgb, rgbToI420 } from "./bt709-pixels.ts";
export { checkImage, type ImageFacts, type ImageLimits } from "./images/check-image.ts";
export { cropImage, type PixelRectangle } from "./images/crop-image.ts";
export { decodeImage, type DecodeImageOptions } from "./images/decode-image.ts";
export { decodeImageInChild, type StillChildOptions } from "./child/in-still-child.ts";
export { encodeStill, type EncodeStillOptions, type StillFormat } from "./images/encode-still.ts";
export { imageTraits, type ImageTraits, type ImageTraitsOptions } from "./images/image-traits.ts";
export { meanColor } from "./images/mean-color.ts";
export type { ImageSource } from "./images/open-image.ts";
export {
  isReadableImageFormat,
  mediaTypeOf,
  sniffImage,
  SNIFF_BYTES,
  type ImageFormat,
  type ImageMediaType,
  type ReadableImageFormat,
} from "./images/sniff-image.ts";
export { prepareEncoder } from "./encode/prepare-encoder.ts";
export { openEncoder, type EncoderRequest, type VideoEncoder } from "./encode/open-encoder.ts";
export {
  ENCODER_NAMES,
  type EncoderName,
  type FilmKind,
  VIDEO_CODECS,
  VIDEO_CONTAINERS,
  type VideoCodec,
  type VideoContainer,
  type SceneMotion,
} from "./encode/raw-encoder.ts";
export type { FilmTags } from "./mp4/tags.ts";
export {
  inspectVideoInChild,
  makeAnimatedInChild,
  makeMp4InChild,
  startFilmChild,
  type FilmChildOptions,
  type InspectedVideo,
} from "./child/in-film-child.ts";
export type { StillFile, StillFiles } from "./child/film-work.ts";
export {
  checkVideo,
  type CheckVideoOptions,
  type FilmMediaType,
  type VideoFacts,
  type VideoLimits,
} from "./film/check-video.ts";
export {
  DECODER_NAMES,
  type DecodedFrame,
  type DecoderName,
  type DecodeRequest,
  type FilmDecoder,
} from "./film/film-decoder.ts";
export { makeAnimated, type Animated, type AnimatedOptions, type MakeAnimatedOptions } from "./film/make-animated.ts";
export type { MadeMp4 } from "./film/make-mp4.ts";
export { makeStills, type MakeStillsOptions, type Still, type Stills } from "./film/make-stills.ts";
export { openDecoder, type OpenDecoderOptions } from "./film/open-decoder.ts";
export { type FilmFormat, type FilmHead, readFilmHead, sniffFilm } from "./film/sniff-film.ts";
export type { SpritesheetLayout } from "./film/spritesheet.ts";
export { resizeImage, type ResizeOptions } from "./images/resize-image.ts";
