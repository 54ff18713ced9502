import {
  type Attempt,
  type BlobStore,
  type Generation,
  type ImageRef,
  SEND_WITHIN_MS,
  type StillInput,
  type SubmitPlan,
} from "@kinora/domain";

/**
 * How one attempt is described to the provider, the same whenever it is asked again, for the time of `use`: its stills are
 * files on this machine as long.
 */
export const withPlan = <T>(
  blobs: BlobStore,
  { generation, attempt }: { readonly generation: Generation; readonly attempt: Attempt },
  use: (plan: SubmitPlan) => Promise<T>,
): Promise<T> =>
  withStill(blobs, generation.image, (still) =>
    withLastStill(blobs, generation.lastImage, (lastStill) =>
      use({
        generationId: generation.id,
        attemptId: attempt.id,
        intendedAt: attempt.sendBefore - SEND_WITHIN_MS,
        sendBefore: attempt.sendBefore,
        model: generation.model,
        prompt: generation.prompt,
        options: generation.options,
        still,
        lastStill,
        strict: generation.strict,
      }),
    ),
  );

const withStill = <T>(blobs: BlobStore, ref: ImageRef, use: (still: StillInput) => Promise<T>): Promise<T> =>
  blobs.withFile(ref.sha256, (path) => use({ ref, path }));

const withLastStill = <T>(
  blobs: BlobStore,
  ref: ImageRef | undefined,
  use: (still: StillInput | undefined) => Promise<T>,
): Promise<T> => (ref === undefined ? use(undefined) : withStill(blobs, ref, use));
