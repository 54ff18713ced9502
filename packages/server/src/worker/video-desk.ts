import type { AnimationKind, ArtifactKind } from "@kinora/contract";

/** A still that was made from a video, as a file that its maker leaves to the caller. */
export interface CheckedStill {
  readonly kind: Exclude<ArtifactKind, "video" | AnimationKind>;
  readonly path: string;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
}

export interface CheckedVideo {
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
  readonly durationSeconds: number;
  readonly stills: readonly CheckedStill[];
}

/** Where a finished video is looked at before anybody is told of it. */
export interface VideoDesk {
  /** Called when a video is on its way: a desk may get ready to look at it. */
  prepare?(): void;
  /** Ends what waits for a video. */
  close?(): Promise<void>;
  /**
   * Checks by content that the file is a whole, playable video and makes its stills (thumbnail, spritesheet, last frame)
   * in `folder`. Throws `result_unusable` for a file that is none.
   */
  check(path: string, options: { readonly folder: string; readonly signal: AbortSignal }): Promise<CheckedVideo>;
}
