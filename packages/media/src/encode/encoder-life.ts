import { rm } from "node:fs/promises";
import type { RawEncoder } from "./raw-encoder.ts";

interface EncoderLife {
  /** Runs the work while the encoder lives. Whatever goes wrong, the encoder ends and its files go, then the error is thrown. */
  run(work: () => Promise<void>): Promise<void>;
  /** Ends the encoder and removes its files; the same end however often it is called. */
  abort(): Promise<void>;
  /** The film is made: only the working file goes, and an abort no longer does anything. */
  complete(): Promise<void>;
}

interface EncoderLifeOptions {
  readonly rawPath: string;
  readonly path: string;
  /** Aborting it ends the encoder; calls then reject with its reason. */
  readonly signal: AbortSignal | undefined;
}

/** From open to finished or aborted, once. */
export function startLife(raw: RawEncoder, { rawPath, path, signal }: EncoderLifeOptions): EncoderLife {
  let ending: Promise<void> | undefined;
  const removeFiles = async (): Promise<void> => {
    await Promise.all([rm(rawPath, { force: true }), rm(path, { force: true })]);
  };
  const abort = (): Promise<void> => {
    signal?.removeEventListener("abort", onAbort);
    ending ??= raw.discard().then(removeFiles);
    return ending;
  };
  const onAbort = (): void => void abort().catch(() => undefined); // told to whoever calls next
  signal?.addEventListener("abort", onAbort, { once: true });
  if (signal?.aborted === true) onAbort();

  const requireLife = (): void => {
    signal?.throwIfAborted();
    if (ending !== undefined) throw new Error("The encoder has ended.");
  };
  return {
    run: async (work) => {
      requireLife();
      try {
        await work();
        requireLife();
      } catch (error) {
        await abort();
        await removeFiles(); // the work may have made one after the abort
        signal?.throwIfAborted();
        throw error;
      }
    },
    abort,
    complete: async () => {
      signal?.removeEventListener("abort", onAbort);
      ending = rm(rawPath, { force: true });
      await ending;
    },
  };
}
