import type { SceneFindings, SceneMaps } from "../scene.ts";

/** What planning needs of an analysed scene, without the maps. */
export function findingsOf(scene: SceneMaps): SceneFindings {
  const { sky, water, vegetation, lights, fire, subject } = scene.regions;
  const brief = ({
    confidence,
    share,
  }: {
    confidence: number;
    share: number;
  }): { confidence: number; share: number } => ({ confidence, share });
  return {
    regions: {
      sky: brief(sky),
      water: brief(water),
      vegetation: brief(vegetation),
      lights: brief(lights),
      fire: brief(fire),
      subject: brief(subject),
    },
    night: scene.night,
    focus: scene.focus,
  };
}
