import type { GenerationStore } from "@kinora/domain";
import { expect, test } from "vitest";
import { sampleGeneration } from "./generation.sample.ts";

/** What a store promises of pictures that were sent ahead, run against the one of now. */
export const uploadContract = (now: () => GenerationStore): void => {
  const image = { ...sampleGeneration().image, sha256: "picture", isTurned: true };

  test("an upload reads back the same for its caller, however often it came, and for nobody else", async () => {
    await now().keepUpload("caller-1", image, 1_000);
    await now().keepUpload("caller-1", image, 2_000);
    expect(await now().useUpload("caller-1", "picture", 3_000)).toEqual(image);
    expect(await now().useUpload("caller-2", "picture", 3_000)).toBeUndefined();
    expect(await now().useUpload("caller-1", "other", 3_000)).toBeUndefined();
  });

  test("an upload is forgotten when it was not used for long, and its file is then unreferenced", async () => {
    await now().keepUpload("caller-1", image, 1_000);
    await now().keepUpload("caller-2", image, 5_000);
    await now().forgetUploads(1_001);
    expect(await now().useUpload("caller-1", "picture", 5_000)).toBeUndefined();
    expect(await now().unreferenced(["picture"])).toEqual([]);
    await now().useUpload("caller-2", "picture", 900_000);
    await now().forgetUploads(900_000);
    expect(await now().unreferenced(["picture"])).toEqual([]);
    await now().forgetUploads(900_001);
    expect(await now().unreferenced(["picture"])).toEqual(["picture"]);
  });

  test("an upload that is a generation's picture is kept", async () => {
    await now().keepUpload("caller-1", image, 1_000);
    await now().insert(sampleGeneration({ image }), [], undefined);
    await now().forgetUploads(9_000);
    expect(await now().useUpload("caller-1", "picture", 9_000)).toEqual(image);
  });
};
