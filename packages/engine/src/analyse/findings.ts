import { lazily } from "../lazily.ts";
import type { SceneFindings, SceneMaps } from "../scene.ts";

type Regions = SceneFindings["regions"];

/** What planning needs of an analysed scene, without the maps; what it does not read is not looked for. */
export function findingsOf(scene: SceneMaps): SceneFindings {
  const brief = (region: keyof Regions) => (): Regions[typeof region] => {
    const { confidence, share } = scene.regions[region];
    return { confidence, share };
  };
  return lazily<SceneFindings>({
    regions: () =>
      lazily<Regions>({
        sky: brief("sky"),
        water: brief("water"),
        vegetation: brief("vegetation"),
        lights: brief("lights"),
        fire: brief("fire"),
        subject: brief("subject"),
      }),
    night: () => scene.night,
    focus: () => scene.focus,
  });
}
