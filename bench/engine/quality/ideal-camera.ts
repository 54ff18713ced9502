/**
 * A camera that does nothing wrong: a zoom of the size of the engine's, resampled from the full photograph with Lanczos at twice
 * the clip's size. On fine textures (grass, fur) even its frames do not explain each other at 360 lines; no engine can do better,
 * so a clip with a camera is held to this one where it is worse than the general bound.
 */
import type { CameraControl } from "./checks.ts";
import { laplacianVariance, lumaOf } from "./fidelity.ts";
import { type Rgb, resizeRgb } from "./lanczos.ts";
import { measureClip } from "./measure.ts";
import { loadOpenCv, type OpenCv } from "./opencv.ts";
import { writeFilm } from "./video-file.ts";

const FPS = 30;
const SECONDS = 1;
const LINES = 720;
const FINE = 2;
/** A normal move: 11 % in four seconds, eased; its middle, where it is fastest. */
const ZOOM_PER_SECOND = 0.04;
/** How far a normal move magnifies at its end: a photograph's pixels get larger, and so its edges softer. */
const FARTHEST_ZOOM = 1.13;

export async function measureIdealCamera(picture: Rgb, path: string): Promise<CameraControl> {
  const { cv } = await loadOpenCv();
  const scale = LINES / Math.min(picture.width, picture.height);
  const size = {
    width: 2 * Math.round((picture.width * scale) / 2),
    height: 2 * Math.round((picture.height * scale) / 2),
  };
  const fine = resizeRgb(picture, { width: FINE * size.width, height: FINE * size.height });
  const zooms = Array.from({ length: FPS * SECONDS }, (_, index) => 1 + (ZOOM_PER_SECOND * index) / FPS);
  await writeFilm(path, { ...size, fps: FPS, pixels: "rgb24" }, zoomFrames(cv, fine, zooms));
  const { Ew, M } = await measureClip({
    path,
    photograph: (at) => Promise.resolve(resizeRgb(picture, at).data),
    photographIs: "first",
    steadyDrift: false,
    loop: false,
    cores: {},
  });
  const [near, far] = [...zoomFrames(cv, fine, [FARTHEST_ZOOM, 1])].map((frame) =>
    laplacianVariance(lumaOf(frame, size)),
  );
  return { Ew, M, H: near! / far! };
}

function* zoomFrames(cv: OpenCv, { width, height, data }: Rgb, zooms: readonly number[]): Generator<Uint8Array> {
  const source = new cv.Mat(height, width, cv.CV_8UC3);
  const [zoomed, frame] = [new cv.Mat(), new cv.Mat()];
  const [lanczos, area, reflect] = [cv.INTER_LANCZOS4 as number, cv.INTER_AREA as number, cv.BORDER_REFLECT as number];
  try {
    source.data.set(data);
    for (const zoom of zooms) {
      const way = cv.matFromArray(2, 3, cv.CV_64F, [
        zoom,
        0,
        ((1 - zoom) * width) / 2,
        0,
        zoom,
        ((1 - zoom) * height) / 2,
      ]);
      cv.warpAffine(source, zoomed, way, new cv.Size(width, height), lanczos, reflect, new cv.Scalar());
      cv.resize(zoomed, frame, new cv.Size(width / FINE, height / FINE), 0, 0, area);
      way.delete();
      yield frame.data.slice();
    }
  } finally {
    for (const mat of [source, zoomed, frame]) mat.delete();
  }
}
