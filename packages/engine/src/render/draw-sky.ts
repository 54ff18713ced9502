import { cameraView, look } from "./camera-view.ts";
import { type CloudDrift, driftAge, driftShare } from "./effects/clouds.ts";
import type { Run } from "./find-runs.ts";
import { CELL_PX } from "./frame-geometry.ts";
import type { Texture } from "./paint-texture.ts";
import { nodeValueAt } from "./node-map.ts";
import type { Painting } from "./painting.ts";
import { lostContrast, type ToneMaps } from "./tones.ts";

/** Lays both lines of a row of cells for the sky: far away, drifting, and in a loop also the sky that comes back to its start. */
export function laySkyNodes(painting: Painting, row: number): void {
  const { recipe, layers, room, moment, skyTones } = painting;
  const { clouds } = recipe;
  const { sky } = layers;
  if (sky === undefined || clouds === undefined) return;
  const age = driftAge(clouds, moment.seconds);
  layDrift(painting, { clouds, sky, row, nodes: room.skyNodes, seconds: age });
  if (clouds.fadeSeconds === undefined) return;
  layDrift(painting, { clouds, sky, row, nodes: room.youngSkyNodes, seconds: age - clouds.fadeSeconds });
  if (skyTones !== undefined) laySkyTones(painting, row, skyTones, age / clouds.fadeSeconds);
}

interface Drift {
  readonly clouds: CloudDrift;
  readonly sky: Texture;
  readonly row: number;
  /** Where the nodes go, a byte offset. */
  readonly nodes: number;
  /** For how long it has drifted; negative before it stood as in the photograph. */
  readonly seconds: number;
}

function layDrift({ recipe, floats, perRow, pose }: Painting, { clouds, sky, row, nodes, seconds }: Drift): void {
  const { frame } = recipe;
  const view = cameraView(pose, frame);
  let at = nodes / 4;
  for (const line of [row, row + 1]) {
    const viewY = look(line * CELL_PX + 0.5, 0, view.down, view);
    const way = driftShare(clouds, viewY) * seconds;
    const v = (viewY - clouds.speedY * way) * sky.scaleY - 0.5 + sky.padY;
    for (let column = 0; column < perRow; column += 1) {
      const viewX = look(column * CELL_PX + 0.5, 0, view.across, view);
      floats[at] = (viewX - clouds.speedX * way) * sky.scaleX - 0.5 + sky.padX;
      floats[at + 1] = v;
      at += 2;
    }
  }
}

function laySkyTones(
  { recipe, floats, perRow, pose, room }: Painting,
  row: number,
  tones: ToneMaps,
  share: number,
): void {
  const { frame } = recipe;
  const view = cameraView(pose, frame);
  let at = room.skyTones / 4;
  for (const line of [row, row + 1]) {
    const y = look(line * CELL_PX + 0.5, 0, view.down, view) - 0.5;
    for (let column = 0; column < perRow; column += 1) {
      const x = look(column * CELL_PX + 0.5, 0, view.across, view) - 0.5;
      floats[at] = lostContrast(share, nodeValueAt(tones.unlike, frame, x, y));
      floats[at + 1] = nodeValueAt(tones.y, frame, x, y);
      floats[at + 2] = nodeValueAt(tones.u, frame, x, y);
      floats[at + 3] = nodeValueAt(tones.v, frame, x, y);
      at += 4;
    }
  }
}

/** The drifting sky; in a loop, cross-faded with the one that comes back to its start, with the contrast that both have. */
export function drawSky({ kernel, layers, room, recipe, perRow, moment }: Painting, { from, to }: Run): void {
  const { sky } = layers;
  const { clouds, frame } = recipe;
  if (sky === undefined || clouds === undefined) return;
  const { stride } = frame;
  const [nodes, tones] = [perRow * 8, perRow * 16];
  kernel.warp(room.strip, stride, sky.offset, sky.stride, room.skyNodes, nodes, from, to, CELL_PX);
  if (clouds.fadeSeconds === undefined) return;
  const share = Math.round((256 * driftAge(clouds, moment.seconds)) / clouds.fadeSeconds);
  if (share === 0) return;
  kernel.warpMix(room.strip, stride, sky.offset, sky.stride, room.youngSkyNodes, nodes, from, to, CELL_PX, share);
  kernel.enliven(room.strip, stride, room.skyTones, tones, from, to, CELL_PX);
}
