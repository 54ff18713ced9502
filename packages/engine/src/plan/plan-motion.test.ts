import { motionPlanSchema } from "@kinora/contract";
import { describe, expect, test } from "vitest";
import type { SceneFindings } from "../scene.ts";
import { splitClauses } from "./clauses.ts";
import type { Abilities } from "./fit-to-abilities.ts";
import { normalise } from "./normalise.ts";
import { planMotion } from "./plan-motion.ts";
import { tokenise } from "./tokens.ts";
import { readWords } from "./words.ts";

/** An engine that renders a part of the vocabulary. */
const abilities: Abilities = {
  effects: ["clouds", "water", "sway", "lights"],
  cameras: [
    "static",
    "dolly_in",
    "dolly_out",
    "zoom_in",
    "zoom_out",
    "pan_left",
    "pan_right",
    "tilt_up",
    "tilt_down",
    "orbit",
  ],
};
const usual = { seed: 7, durationSeconds: 4, fps: 30, loop: false, abilities };
const words = (prompt: string | undefined) => planMotion({ ...usual, prompt });
const inScene = (prompt: string | undefined, scene: SceneFindings) => planMotion({ ...usual, prompt, scene });

const nowhere = { confidence: 0, share: 0 };
const empty: SceneFindings = {
  regions: { sky: nowhere, water: nowhere, vegetation: nowhere, lights: nowhere, fire: nowhere, subject: nowhere },
  night: 0,
  focus: [0.4, 0.6],
};
const landscape: SceneFindings = {
  ...empty,
  regions: { ...empty.regions, sky: { confidence: 0.9, share: 0.4 }, water: { confidence: 0.25, share: 0.1 } },
};

/** "kind speed amount direction" of each effect, and the camera: a plan as one line. */
const line = (prompt: string): string => {
  const { plan } = words(prompt);
  const effects = plan.effects.map((e) => [e.kind, e.speed, e.amount, e.direction_word].join(" "));
  return [...effects, `${plan.camera.type} ${plan.camera.amount}`].join(" | ");
};
const unmet = (prompt: string) => words(prompt).report.unmet.map(({ phrase, reason }) => [phrase, reason]);

describe("from the words alone", () => {
  test.each([
    ["clouds drift slowly to the left", "clouds 0.5 1 left | static 1"],
    ["云朵缓缓向左飘动", "clouds 0.5 1 left | static 1"],
    ["雲朵緩緩向左飄動", "clouds 0.5 1 left | static 1"],
    ["clouds drift left slowly, water flows right fast", "clouds 0.5 1 left | flow 1.8 1 right | static 1"],
    ["the river rushes to the right while the camera slowly pushes in", "flow 1.8 1 right | dolly_in 0.5"],
    ["pan to the left", "pan_left 1"],
    ["镜头向左平移", "pan_left 1"],
    ["希区柯克变焦", "vertigo 1"],
    ["leaves sway slightly", "sway 1 0.6 none | static 1"],
    ["树叶剧烈摇晃", "sway 1 1.6 none | static 1"],
    ["wind from the left, grass bends", "sway 1 1 right | static 1"],
    ["clouds and fog drift slowly", "clouds 0.5 1 none | fog 0.5 1 none | static 1"],
    ["the tree on the left sways", "sway 1 1 none | static 1"],
    ["timelapse. clouds and water", "clouds 1.8 1 none | water 1.8 1 none | static 1"],
  ])("%s", (prompt, expected) => expect(line(prompt)).toBe(expected));

  test.each([
    ["keep the camera still, clouds drifting", "clouds 1 1 none | static 1"],
    ["don't move the camera", "static 1"],
    ["不要移动镜头", "static 1"],
    ["no clouds moving, water ripples", "water 1 1 none | static 1"],
    ["云不要动，水面有波纹", "water 1 1 none | static 1"],
    ["别让云动，下雨", "rain 1 1 none | static 1"],
    ["everything stays still except the clouds", "clouds 1 1 none | static 1"],
    ["dont zoom, pan to the left", "pan_left 1"],
  ])("a negation rules out what it names: %s", (prompt, expected) => expect(line(prompt)).toBe(expected));

  test.each([
    ["cluods driftign", "clouds 1 1 none | static 1"],
    ["zoomin", "zoom_in 1"],
    ["SNOW  FALLING!!! ❄️", "snow 1 1 none | static 1"],
    ["ｃｌｏｕｄｓ", "clouds 1 1 none | static 1"],
    ["could you zoom in", "zoom_in 1"],
  ])("slips of real people: %s", (prompt, expected) => expect(line(prompt)).toBe(expected));

  test.each([
    ["snow leopard on a rock", "dolly_in 1"],
    ["雪山和雨伞", "dolly_in 1"],
    ["a rainbow over a windmill, photo", "dolly_in 1"],
    ["flags wave", "sway 1 1 none | static 1"],
    ["clouds drift over the lake", "clouds 1 1 none | static 1"],
    ["ripples on the water", "water 1 1 none | static 1"],
    ["leaves are falling", "petals 1 1 none | static 1"],
    ["the petals sway", "sway 1 1 none | static 1"],
    ["花瓣轻轻摇曳", "sway 0.7 0.8 none | static 1"],
    ["petals blow in the wind", "petals 1 1 none | static 1"],
    ["花瓣随风飘落", "petals 1 1 none | static 1"],
    ["light breeze in the trees", "sway 0.7 0.8 none | static 1"],
  ])("a word means what its place says: %s", (prompt, expected) => expect(line(prompt)).toBe(expected));

  test.each([
    ["make the cat run", "make the cat run"],
    ["让人物微笑并挥手", "人物微笑"],
    ["The car drives away", "The car drives away"],
    ["flowers bloom", "flowers bloom"],
    ["the house turns into a castle", "the house turns into a castle"],
    ["天空中出现一条龙", "天空中出现一条龙"],
  ])("what lives or becomes is unmet, in the person's own words: %s", (prompt, phrase) => {
    expect(unmet(prompt)[0]).toEqual([phrase, "needs-generative-model"]);
    expect(words(prompt).plan.camera.type).toBe("dolly_in");
  });

  test.each([
    ["a sleeping cat", "dolly_in 1"],
    ["counting money at the table", "dolly_in 1"],
    ["the peaceful creature from space", "dolly_in 1"],
    ["camra zoms in slowy", "zoom_in 0.5"],
    ["cloudz driftng left", "clouds 1 1 left | static 1"],
  ])("a common word is never taken for a slip, and a slip is mended: %s", (prompt, expected) =>
    expect(line(prompt)).toBe(expected),
  );

  test.each([
    ["the leaves rustle, but keep the person still", ["subject"]],
    ["树叶摇晃，人物不要动", ["subject"]],
    ["the woman stays still, only her hair blows in the wind", []],
    ["keep the camera still, clouds drift", []],
  ])("who is to stay still is protected, unless a part of them is what moves: %s", (prompt, expected) =>
    expect(words(prompt).plan.protect).toEqual(expected),
  );

  test("a wave of the hand is not water", () => {
    expect(words("she smiles and waves").plan.effects).toEqual([]);
    expect(unmet("she smiles and waves")).toEqual([
      ["she smiles", "needs-generative-model"],
      ["waves", "needs-generative-model"],
    ]);
  });

  test("an unmet act is stood in for by wind in the grass and a push towards the subject", () => {
    expect(line("the cat runs through the grass")).toBe("sway 1 0.8 none | dolly_in 1");
  });

  test("a mere description moves the things it names, gently, with a push in", () => {
    expect(line("a beautiful mountain lake at sunset, 4k")).toBe("water 1 0.8 none | dolly_in 1");
  });

  test("a second camera move is said to be left out", () => {
    expect(unmet("push in, then pan left")).toEqual([["pan left", "needs-generative-model"]]);
  });

  test("gibberish is not understood, and still a motion", () => {
    expect(unmet("asdfgh qwerty")).toEqual([["asdfgh qwerty", "not-understood"]]);
    expect(line("asdfgh qwerty")).toBe("dolly_in 1");
  });

  test.each([undefined, "", " \n "])("no prompt is a push in, and nothing is unmet: %j", (prompt) => {
    expect(words(prompt)).toEqual({
      plan: {
        version: 1,
        seed: 7,
        duration_seconds: 4,
        fps: 30,
        loop: false,
        camera: { type: "dolly_in", amount: 1, ease: "inout" },
        effects: [],
        protect: [],
        strokes: [],
      },
      report: { understood: [], unmet: [] },
    });
  });

  test("the whole vocabulary is kept, also what is not rendered yet", () => {
    expect(line("rain, crane up")).toBe("rain 1 1 none | crane_up 1");
  });

  test("direction has degrees beside its word, and the report says what was understood", () => {
    expect(words("smoke drifts upward").plan.effects[0]).toMatchObject({ direction: 90, direction_word: "up" });
    expect(words("slow clouds to the left, pan right").report.understood).toEqual([
      "clouds, slow, to the left",
      "camera: pan right",
    ]);
  });
});

describe("in a picture", () => {
  test("a region that is nowhere drops its effect and says so", () => {
    const { plan, report } = inScene("clouds drift, water ripples", {
      ...landscape,
      regions: { ...landscape.regions, water: nowhere },
    });
    expect(plan.effects.map((effect) => effect.kind)).toEqual(["clouds"]);
    expect(report.unmet).toMatchObject([{ phrase: "water ripples", reason: "region-not-found" }]);
  });

  test("a doubtful region moves more gently and keeps its confidence", () => {
    expect(inScene("water ripples", landscape).plan.effects).toMatchObject([
      { kind: "water", amount: 0.7, confidence: 0.25 },
    ]);
  });

  test("when nothing asked is there the camera moves instead", () => {
    expect(inScene("clouds", empty).plan).toMatchObject({
      effects: [],
      camera: { type: "dolly_in", focus: [0.4, 0.6] },
    });
  });

  test("without a prompt the confident effects move under a push towards the focus", () => {
    const { plan } = inScene(undefined, landscape);
    expect(plan.effects).toMatchObject([{ kind: "clouds", amount: 0.8, confidence: 0.9 }]);
    expect(plan.camera).toEqual({ type: "dolly_in", amount: 1, ease: "inout", focus: [0.4, 0.6] });
  });

  test("an effect that was ruled out is not added by itself", () => {
    expect(inScene("no moving clouds", landscape).plan.effects).toEqual([]);
  });

  test("what is not rendered yet becomes the nearest thing, and is said", () => {
    const { plan, report } = inScene("the river flows, crane up", landscape);
    expect(plan.effects).toMatchObject([{ kind: "water", region: "water" }]);
    expect(plan.camera.type).toBe("tilt_up");
    expect(report.unmet.map(({ phrase, reason }) => [phrase, reason])).toEqual([
      ["the river flows", "needs-generative-model"],
      ["crane up", "needs-generative-model"],
    ]);
  });

  test("a camera that was asked to be still stays so, whatever else is lost", () => {
    const { plan, report } = inScene("rain, keep the camera still", landscape);
    expect(plan).toMatchObject({ effects: [], camera: { type: "static" } });
    expect(report.unmet.map((wish) => wish.phrase)).toEqual(["rain"]);
  });

  test("what nobody asked for is not reported as lost", () => {
    const fire = { ...empty, regions: { ...empty.regions, fire: { confidence: 0.9, share: 0.1 } } };
    expect(inScene(undefined, fire).report.unmet).toEqual([]);
  });

  test("rain, which has no stand-in, leaves a moving camera", () => {
    expect(inScene("rain", landscape).plan).toMatchObject({ effects: [], camera: { type: "dolly_in" } });
  });
});

describe("hostile prompts", () => {
  const hostile: [string, string][] = [
    ["one letter", "a".repeat(10_000)],
    ["one near-word", "cluod".repeat(2_000)],
    ["spaces", " ".repeat(10_000)],
    ["open brackets", "(".repeat(10_000)],
    ["quotes", "'a".repeat(5_000)],
    ["joining words", "and ".repeat(2_500)],
    ["effects", "clouds drift left and ".repeat(450)],
    ["one clause of effects", "clouds water rain ".repeat(550)],
    ["Chinese", "云水风火".repeat(2_500)],
    ["emoji", "🌊🔥".repeat(2_500)],
    ["combining marks", `c${"\u0301".repeat(9_999)}`],
    ["wide ligatures", "\ufdfa".repeat(10_000)],
    ["control characters", "\u0000\u001b[31m\u202e\ufeff".repeat(1_500)],
    ["lone surrogates", "\ud83c\udf0a\ud83c".repeat(3_000)],
    ["prototype names", "__proto__ constructor toString hasOwnProperty valueOf"],
    ["line breaks", "clouds\r\ndrift\u2028left\n\n\nslowly"],
  ];
  test.each(hostile)("%s end in a valid plan", (_, prompt) => {
    const { plan, report } = words(prompt);
    expect(motionPlanSchema.parse(plan)).toEqual(plan);
    expect(report.unmet.length).toBeLessThanOrEqual(32);
    for (const { phrase } of report.unmet) expect(phrase.isWellFormed() && phrase.length <= 201).toBe(true);
  });

  test.each(hostile)(
    "%s are read in linear steps: no more words than characters, no clause over 60 words",
    (_, prompt) => {
      const read = readWords(tokenise(normalise(prompt)));
      expect(read.length).toBeLessThanOrEqual(prompt.length * 18);
      for (const clause of splitClauses(read)) expect(clause.words.length).toBeLessThanOrEqual(60);
    },
  );
});

test("an unknown prompt with half an emoji is shown well-formed", () => {
  expect(unmet("xqzt \ud83c")).toEqual([["xqzt \ufffd", "not-understood"]]);
});
