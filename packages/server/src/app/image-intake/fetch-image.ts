import { writeFile } from "node:fs/promises";

export interface FetchImageOptions {
  readonly allowPrivateHosts: readonly string[];
  readonly maxBytes: number;
  readonly toPath: string;
  readonly signal: AbortSignal;
}

const TIMEOUT_MS = 30_000;

/** Fetches the picture at an address that a request names, through the guard of `net`, into a file of our own. */
export const fetchImage = async (url: string, options: FetchImageOptions): Promise<void> => {
  const { createAddressGuard, fetchCapped, IMAGE_FETCH_CODES } = await import("@kinora/net");
  const { maxBytes, signal, toPath } = options;
  const guard = createAddressGuard({ allowedPrivateHosts: options.allowPrivateHosts });
  const limits = { maxBytes, timeoutMs: TIMEOUT_MS, codes: IMAGE_FETCH_CODES };
  const download = await fetchCapped({ url, guard, ...limits, signal, accept: "image/*" });
  try {
    await writeFile(toPath, download.body, { mode: 0o600 });
  } finally {
    await download.cancel();
  }
};
