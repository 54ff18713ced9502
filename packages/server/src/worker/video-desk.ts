import type { AnimationKind, ArtifactKind, Warning } from "@kinora/contract";

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

/** An MP4 that was made of another film, as a file that its maker leaves to the caller. */
export interface ConvertedVideo {
  readonly path: string;
  /** What it lacks. */
  readonly warnings: readonly Warning[];
}

/** Where a finished video is looked at before anybody is told of it. */
export interface VideoDesk {
  /** Called when a video is on its way: a desk may get ready to look at it. */
  prepare?(): void;
  /**
   * Makes an MP4 in `folder` of a film that is none (WebM, AVI, animated GIF or WebP), which stays as it is. Undefined where
   * it is one, or is no film that we know, or cannot be decoded here. Throws `result_unusable` for a damaged one.
   */
  asMp4(path: string, options: DeskOptions): Promise<ConvertedVideo | undefined>;
  /** Ends what waits for a video. */
  close?(): Promise<void>;
  /**
   * Checks by content that the file is a whole, playable video and makes its stills (thumbnail, spritesheet, last frame)
   * in `folder`. Throws `result_unusable` for a file that is none.
   */
  check(path: string, options: DeskOptions): Promise<CheckedVideo>;
}

interface DeskOptions {
  readonly folder: string;
  readonly signal: AbortSignal;
}
