import type { LampLight } from "./effects/lights.ts";

/** The lamps of several effects as those of one; undefined without any. Where two effects claim a place, the later one has it. */
export function joinLamps(lights: readonly LampLight[]): LampLight | undefined {
  const lamps = lights.flatMap((light) => light.lamps);
  const first = lights[0];
  if (first === undefined || lamps.length === 0) return undefined;
  const lampOf = first.lampOf.slice();
  let before = first.lamps.length;
  for (const light of lights.slice(1)) {
    light.lampOf.forEach((lamp, node) => {
      if (lamp >= 0) lampOf[node] = before + lamp;
    });
    before += light.lamps.length;
  }
  return { lamps, lampOf, flickers: lights.flatMap(({ flickers }) => flickers) };
}
