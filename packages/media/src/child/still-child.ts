/** The child process that decodes one picture. Started by `in-still-child.ts`. */
import { decodeImage } from "../images/decode-image.ts";
import { answerParent } from "./answer-parent.ts";
import type { StillRequest } from "./in-still-child.ts";

answerParent(({ source, options }: StillRequest) => decodeImage(source, options));
