/** Every metric of one clip. What does not apply is absent. */
import type { CameraType } from "@kinora/contract";
import { blackShare, smearedShare } from "./borders.ts";
import { judgeCamera } from "./camera-class.ts";
import { type ClipFacts, decodeLuma, decodeRgb, probeClip } from "./decode.ts";
import { laplacianVariance, lumaOf, meanDifference, meanDifferenceIn, psnr, ssim } from "./fidelity.ts";
import { meanMagnitude, opticalFlow, resizePlane } from "./flow.ts";
import { steadiness } from "./judder.ts";
import { loadOpenCv, type OpenCv } from "./opencv.ts";
import { type Flow, pixelBox, type Plane } from "./plane.ts";
import { type Cores, type Part, partPixels } from "./regions.ts";
import { interpolationMatch, warpError } from "./smoothness.ts";
import { affineResidual, displacements, gridIn, mean, median } from "./track.ts";

/** Flow is taken at 360 lines (short side), ten times a second, and told in px/s at 720 lines. */
const FLOW_LINES = 360;
const FLOW_HZ = 10;
const TOLD_LINES = 720;

export interface Question {
  readonly path: string;
  /** The photograph at the clip's size, R, G, B; from the same kernel as the engine's own frame. */
  readonly photograph: (size: { width: number; height: number }) => Promise<Uint8Array>;
  /** The frame that should be the photograph: the last one when the camera pulls back. */
  readonly photographIs: "first" | "last";
  readonly target?: Part | undefined;
  readonly rigid?: Part | undefined;
  readonly steadyDrift: boolean;
  readonly loop: boolean;
  /** Only of clips in which nothing but the camera moves. */
  readonly camera?: CameraType | undefined;
  readonly cores: Cores;
}

export interface Measures {
  readonly facts: ClipFacts;
  readonly S?: number;
  readonly Sp?: number;
  readonly D?: number;
  readonly R?: number;
  /** Mean change of a pixel in a tenth of a second, levels. */
  readonly Ch: number;
  readonly Ew: number;
  readonly M: number;
  readonly J?: number;
  readonly J0?: number;
  readonly F0: number;
  readonly F0luma: number;
  readonly SSIM: number;
  readonly H: number;
  readonly B: number;
  readonly Bk: number;
  readonly L?: number;
  /** L in the target alone; and there the step is told against those around it where they are greater. */
  readonly Lt?: number;
  /** Mean difference of the last and the first frame in the rigid core, levels. */
  readonly Ls?: number;
  readonly C?: { readonly shown: readonly string[]; readonly met: boolean };
  readonly A?: number;
}

interface Frames {
  readonly facts: ClipFacts;
  /** All of them, at the clip's size. */
  readonly all: readonly Plane[];
  /** Ten a second, at the clip's size and at 360 lines. */
  readonly tenth: readonly Plane[];
  readonly small: readonly Plane[];
  /** Between each two of `small`. */
  readonly flows: readonly Flow[];
}

/** px of flow between two small frames → px/s at 720 lines. */
const PER_SECOND = FLOW_HZ * (TOLD_LINES / FLOW_LINES);

export async function measureClip(question: Question): Promise<Measures> {
  const { cv } = await loadOpenCv();
  const facts = await probeClip(question.path);
  const frames = framesOf(cv, facts, await decodeLuma(question.path, facts));
  return {
    facts,
    Ch: mean(frames.flows.map((_, index) => meanDifference(frames.small[index]!, frames.small[index + 1]!))),
    ...inRegions(question, frames),
    ...smoothnessOf(cv, question, frames),
    ...drift(cv, question, frames),
    ...(await fidelity(question, frames)),
    ...borders(question, frames),
    ...(question.loop ? seams(question, frames) : {}),
    ...(question.camera === undefined ? {} : cameraAndRigidity(question.camera, question, frames)),
  };
}

function framesOf(cv: OpenCv, facts: ClipFacts, all: readonly Plane[]): Frames {
  const scale = FLOW_LINES / Math.min(facts.width, facts.height);
  const size = { width: Math.round(facts.width * scale), height: Math.round(facts.height * scale) };
  const count = Math.max(2, Math.ceil((all.length / facts.fps) * FLOW_HZ));
  const tenth = Array.from({ length: count }, (_, index) => all[Math.round((index * facts.fps) / FLOW_HZ)]).filter(
    (frame) => frame !== undefined,
  );
  const small = tenth.map((frame) => resizePlane(cv, frame, size));
  const flows = small.slice(1).map((frame, index) => opticalFlow(cv, small[index]!, frame));
  return { facts, all, tenth, small, flows };
}

function inRegions({ target, rigid }: Question, { small, flows }: Frames): Partial<Measures> {
  const size = small[0]!;
  const speed = (pixels: Int32Array): number => mean(flows.map((flow) => meanMagnitude(flow, pixels)));
  const change = (pixels: Int32Array): number =>
    mean(flows.map((_, index) => meanDifferenceIn(small[index]!, small[index + 1]!, pixels)));
  const moving = target && partPixels(target, size);
  const still = rigid && partPixels(rigid, size);
  return {
    ...(moving && { D: speed(moving) * PER_SECOND }),
    ...(still && { R: speed(still) * PER_SECOND }),
    ...(moving && still && { S: speed(moving) / (speed(still) + 0.02), Sp: change(moving) / (change(still) + 0.05) }),
  };
}

function smoothnessOf(cv: OpenCv, { camera }: Question, frames: Frames): Pick<Measures, "Ew" | "M"> {
  const { small, flows } = frames;
  const triples =
    camera === "handheld" ? neighboursOf(cv, frames) : small.map((frame, at) => [small[at - 1], frame, small[at + 1]]);
  const matches = triples.flatMap(([before, middle, after], at) => {
    if (at % 2 === 0 || before === undefined || middle === undefined || after === undefined) return [];
    return [interpolationMatch(middle, [before, after], opticalFlow(cv, before, after))];
  });
  return {
    Ew: mean(flows.map((flow, index) => warpError(small[index]!, small[index + 1]!, flow))),
    M: mean(matches),
  };
}

/** A hand turns back within a fifth of a second, so a tenth before and after say nothing of it: the very next frames do. */
function neighboursOf(cv: OpenCv, { all, small, facts }: Frames): (Plane | undefined)[][] {
  const smaller = (frame: Plane | undefined): Plane | undefined => frame && resizePlane(cv, frame, small[0]!);
  return small.map((frame, index) => {
    const at = Math.round((index * facts.fps) / FLOW_HZ);
    return [smaller(all[at - 1]), frame, smaller(all[at + 1])];
  });
}

function drift(cv: OpenCv, { target, steadyDrift }: Question, { all, facts }: Frames): Partial<Measures> {
  if (target === undefined || !steadyDrift) return {};
  const { judder, startJumpPx } = steadiness(cv, all, target.boxes);
  return { J: judder, J0: (startJumpPx * TOLD_LINES) / Math.min(facts.width, facts.height) };
}

async function fidelity(
  { path, photograph, photographIs }: Question,
  { facts, all, tenth }: Frames,
): Promise<Pick<Measures, "F0" | "F0luma" | "SSIM" | "H">> {
  const index = photographIs === "first" ? 0 : all.length - 1;
  const seen = await decodeRgb(path, index);
  const wanted = await photograph(facts);
  const [seenLuma, wantedLuma] = [lumaOf(seen, facts), lumaOf(wanted, facts)];
  const sharpness = tenth.map(laplacianVariance);
  return {
    F0: psnr(seen, wanted),
    F0luma: psnr(seenLuma.data, wantedLuma.data),
    SSIM: ssim(seenLuma, wantedLuma),
    H: Math.min(...sharpness) / laplacianVariance(all[index]!),
  };
}

/** What is new against the frame that is the photograph: a photograph may have a black border of its own. */
function borders({ photographIs }: Question, { all, tenth }: Frames): Pick<Measures, "B" | "Bk"> {
  const reference = photographIs === "first" ? all[0]! : all[all.length - 1]!;
  const worst = (share: (plane: Plane) => number): number => Math.max(...tenth.map(share)) - share(reference);
  return { B: Math.max(0, worst(smearedShare)), Bk: Math.max(0, worst(blackShare)) };
}

/** Steps on each side of the seam that are "around it": a fifth of a second at 30 fps. */
const AROUND = 6;

/**
 * L: the step from the last frame to the first, over the median step. In one place a gust that comes just then is no seam: it is
 * as quick before and after. So what stands out of the steps around it, and of those of the clip, counts there.
 */
function seams({ target, rigid }: Question, { all, facts }: Frames): Partial<Measures> {
  const [first, last] = [all[0]!, all[all.length - 1]!];
  const stepsBy = (step: (one: Plane, other: Plane) => number): readonly number[] =>
    all.slice(1).map((frame, index) => step(all[index]!, frame));
  const L = meanDifference(last, first) / median(stepsBy(meanDifference));
  if (target === undefined) return { L };
  const moving = partPixels(target, facts);
  const stepThere = (one: Plane, other: Plane): number => meanDifferenceIn(one, other, moving);
  const steps = stepsBy(stepThere);
  const around = [...steps.slice(-AROUND), ...steps.slice(0, AROUND)];
  const Lt = stepThere(last, first) / Math.max(median(steps), median(around));
  return { L, Lt, ...(rigid && { Ls: meanDifferenceIn(last, first, partPixels(rigid, facts)) }) };
}

const GRID_PX = 6;

/** A loop's camera goes there and back, and is where it was at the end: it is judged by the way there. */
function cameraAndRigidity(
  camera: CameraType,
  { cores, loop }: Question,
  { small, flows: all, facts }: Frames,
): Partial<Measures> {
  const flows = loop ? all.slice(0, Math.floor(all.length / 2)) : all;
  const subject = cores.subject?.boxes ?? [];
  const background = cores.background?.boxes ?? [];
  const C = judgeCamera(camera, { first: small[0]!, flows }, { subject, background });
  const size = flows[0]!;
  const told = TOLD_LINES / Math.min(size.width, size.height);
  const residuals = subject
    .map((box) => displacements(gridIn(pixelBox(box, size), GRID_PX), flows))
    .filter((moved) => moved.length >= 8)
    .map((moved) => (affineResidual(moved) * told) / facts.seconds);
  return residuals.length === 0 ? { C } : { C, A: Math.max(...residuals) };
}
