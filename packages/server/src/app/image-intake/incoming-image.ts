import type { ImageSource } from "@kinora/contract";

/** A still on its way in: as a request names it, or a file of our own that a multipart part was written to. */
export type IncomingImage = ImageSource | { readonly file: string };
