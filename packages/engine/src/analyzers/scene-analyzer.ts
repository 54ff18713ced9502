import type { RgbImage } from "@kinora/media";
import type { FloatMap } from "../scene.ts";

/** One kind of thing as a model sees it. */
export interface FoundRegion {
  /** 0 (outside) to 1 (inside), at the analysis size. */
  readonly map: FloatMap;
  /** 0 to 1; 0 where the model sees nothing of the kind. */
  readonly confidence: number;
}

/** What a model can say of a picture; what it says nothing about is absent, and stays as our own analysis has it. */
export interface AnalyzerMaps {
  /** 0 is far, 1 is near, at the analysis size. */
  readonly depth?: FloatMap;
  readonly sky?: FoundRegion;
  readonly water?: FoundRegion;
  readonly vegetation?: FoundRegion;
  readonly subject?: FoundRegion;
}

/** Something that looks at pictures with learned weights, beside our own analysis. */
export interface SceneAnalyzer {
  /** The size of the picture that it is given, in words: `518 x 518`, or `about 518 x 518, in the picture's shape`. */
  readonly input: string;
  /** Throws a Failure that says what is wrong with the model's answer. */
  look(image: RgbImage): Promise<AnalyzerMaps>;
  close(): Promise<void>;
}
