import { type AnalyzerKind, Failure } from "@kinora/contract";
import { smoothstep } from "../analyse/colour.ts";
import type { FloatMap } from "../scene.ts";
import { ADE20K_CLASSES, GROUP_OF_CLASS, SEGMENT_GROUPS } from "./ade20k.ts";
import type { Planes } from "./model-output.ts";
import type { AnalyzerMaps, FoundRegion } from "./scene-analyzer.ts";

const misfit = (detail: string): Failure => new Failure("bad_option", { detail });

/** What a model's answer says, at the answer's own size. Throws Failure `bad_option` when it is not what the kind answers. */
export function mapsOfAnswer(kind: AnalyzerKind, planes: Planes): AnalyzerMaps {
  switch (kind) {
    case "depth":
      return { depth: depthMap(planes) };
    case "segment":
      return segmentMaps(planes);
    case "matte":
      return { subject: found(matteMap(planes), 1) };
  }
}

/** The share of values at either end that may be cut off: single wild pixels must not set the scale. */
const CUT = 0.01;

/**
 * Inverse depth of any scale (MiDaS, Depth Anything) to 0 (farthest) … 1 (nearest). Throws when it is the same everywhere.
 */
function depthMap({ channels, width, height, data }: Planes): FloatMap {
  if (channels !== 1) throw misfit(`The model answers ${channels} planes: a depth model answers one.`);
  const sorted = Float32Array.from(data).sort();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!;
  const [low, high] = [at(CUT), at(1 - CUT)];
  if (high - low <= 1e-6 * Math.max(Math.abs(low), Math.abs(high))) {
    throw misfit("The model answers the same depth everywhere.");
  }
  const scaled = Float32Array.from(data, (value) => Math.min(1, Math.max(0, (value - low) / (high - low))));
  return { width, height, data: scaled };
}

/** Salience from 0 to 1, or logits of it. U²-Net and IS-Net answer several maps, the finished one first. */
function matteMap({ channels, width, height, data }: Planes): FloatMap {
  if (channels !== 1) throw misfit(`The model answers ${channels} planes: a matte model answers one.`);
  const values = Float32Array.from(data);
  const isShare = values.every((value) => value > -0.01 && value < 1.01);
  const toShare = isShare ? (v: number) => Math.min(1, Math.max(0, v)) : (v: number) => 1 / (1 + Math.exp(-v));
  return { width, height, data: values.map(toShare) };
}

/** How sure a class number is that comes without a probability. */
const SURE_OF_ARGMAX = 0.85;

/** Logits or probabilities of 150 classes (151: the first is "other"), or one plane of class numbers. */
function segmentMaps(planes: Planes): AnalyzerMaps {
  const first = planes.channels === ADE20K_CLASSES + 1 ? 1 : 0;
  if (planes.channels !== 1 && planes.channels !== ADE20K_CLASSES + first) {
    throw misfit(`The model answers ${planes.channels} classes: an ADE20K model answers ${ADE20K_CLASSES}.`);
  }
  const isArgmax = planes.channels === 1;
  const shares = isArgmax ? sharesOfNumbers(planes) : sharesOfLogits(planes, first);
  const { width, height } = planes;
  const regions = SEGMENT_GROUPS.map((group, index) => {
    const region = found({ width, height, data: shares[index]! }, isArgmax ? SURE_OF_ARGMAX : 1);
    return [group, region] as const;
  });
  return Object.fromEntries(regions);
}

const emptyShares = (area: number): Float32Array[] => SEGMENT_GROUPS.map(() => new Float32Array(area));

function sharesOfNumbers({ data }: Planes): Float32Array[] {
  const shares = emptyShares(data.length);
  for (let i = 0; i < data.length; i++) {
    const group = GROUP_OF_CLASS[data[i]!];
    if (group === undefined) throw misfit(`The model answers class ${data[i]!}: an ADE20K model answers 0 to 149.`);
    if (group >= 0) shares[group]![i] = 1;
  }
  return shares;
}

/** Each group's probability: the softmax, summed over its classes. Probabilities sum to 1 already and stay as they are. */
function sharesOfLogits({ channels, width, height, data }: Planes, first: number): Float32Array[] {
  const area = width * height;
  const shares = emptyShares(area);
  const isProbability = addsUp(data, { channels, area });
  for (let i = 0; i < area; i++) {
    let top = -Infinity;
    for (let c = 0; c < channels; c++) top = Math.max(top, data[c * area + i]!);
    let total = 0;
    for (let c = 0; c < channels; c++) {
      const value = data[c * area + i]!;
      const weight = isProbability ? value : Math.exp(value - top);
      total += weight;
      const group = c < first ? -1 : GROUP_OF_CLASS[c - first]!;
      if (group >= 0) shares[group]![i]! += weight;
    }
    for (const share of shares) share[i]! /= total;
  }
  return shares;
}

function addsUp(data: ArrayLike<number>, { channels, area }: { channels: number; area: number }): boolean {
  for (let i = 0; i < area; i += Math.max(1, area >> 6)) {
    let sum = 0;
    for (let c = 0; c < channels; c++) {
      const value = data[c * area + i]!;
      if (value < 0 || value > 1) return false;
      sum += value;
    }
    if (Math.abs(sum - 1) > 0.02) return false;
  }
  return true;
}

/** Shares of the picture at which a region begins to count, and counts in full. */
const LEAST_SHARE = 0.001;
const FULL_SHARE = 0.005;

/** How sure the model is where it says yes; 0 when it says so nearly nowhere. `most` bounds it. */
function found(map: FloatMap, most: number): FoundRegion {
  let [inside, sum] = [0, 0];
  for (const value of map.data) {
    if (value <= 0.5) continue;
    inside++;
    sum += value;
  }
  const share = inside / map.data.length;
  const confidence = inside === 0 ? 0 : most * (sum / inside) * smoothstep(LEAST_SHARE, FULL_SHARE, share);
  return { map, confidence };
}
