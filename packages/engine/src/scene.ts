import type { RegionKind } from "@kinora/contract";

/** One channel of floats, row-major; `data.length === width * height`. Masks run from 0 (outside) to 1 (inside). */
export interface FloatMap {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** What the analysis found of one kind of thing. */
export interface Region {
  readonly map: FloatMap;
  /** 0 to 1: how sure the analysis is that the region is what its name says. */
  readonly confidence: number;
  /** Share of the picture, 0 to 1 (the mean of the map). */
  readonly share: number;
}

/** A compact lamp, in pixels of the maps' size. */
export interface Lamp {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Which way water would flow, everywhere in the picture: a unit vector, x to the right and y down. It counts where there is water. */
export interface Stream {
  readonly x: FloatMap;
  readonly y: FloatMap;
}

/** Water that is seen to run: falls, rapids, a brook between stones. Its confidence is low where there is none. */
export interface RunningWater extends Stream {
  readonly region: Region;
}

/** Where things are in one picture. All maps share one size: the analysis size, at most 640 px on the long side. */
export interface SceneMaps {
  readonly width: number;
  readonly height: number;
  readonly regions: Readonly<Record<Exclude<RegionKind, "frame">, Region>>;
  readonly lamps: readonly Lamp[];
  readonly stream: RunningWater;
  /** 0 is far (sky), 1 is near. */
  readonly depth: FloatMap;
  /** 1 on thin or rigid structures in front of the sky (masts, wires, spires, branches): these never move with the clouds. */
  readonly thin: FloatMap;
  /** Row of the horizon, 0 (top) to 1 (bottom). */
  readonly horizon: number;
  /** 0 by day, 1 by night. */
  readonly night: number;
  /** Centre of what the picture is about, 0 to 1; where a camera pushes in. */
  readonly focus: readonly [number, number];
}

/** The part of a scene that planning needs: how sure and how large each region is. Absent = plan from the words alone. */
export interface SceneFindings {
  readonly regions: Readonly<
    Record<Exclude<RegionKind, "frame">, { readonly confidence: number; readonly share: number }>
  >;
  readonly night: number;
  readonly focus: readonly [number, number];
}
