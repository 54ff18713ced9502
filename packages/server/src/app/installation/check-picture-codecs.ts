import { decodeImage, encodeStill, type StillFormat } from "@kinora/media";
import type { Finding } from "./finding.ts";

const FORMATS: readonly StillFormat[] = ["jpeg", "png", "webp"];
const SIDE = 32;

/** Writes and reads back a small picture in each format. */
export const checkPictureCodecs = async (): Promise<Finding> => {
  const id = "pictures";
  const image = { width: SIDE, height: SIDE, data: new Uint8Array(SIDE * SIDE * 3).fill(128) };
  try {
    for (const format of FORMATS) await decodeImage(await encodeStill(image, { format }));
    return { id, verdict: "ok", says: "Pictures are read and written." };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    const remedy = "Install Kinora again on this machine: its picture library (sharp) does not fit this system.";
    return { id, verdict: "fail", says: `Pictures cannot be read (${words}).`, remedy };
  }
};
