const TRIES = 24;
/** At its start a flicker changes no faster than this share of its usual speed (root mean square). */
const CALM_START = 0.4;

interface Parts {
  readonly hz: readonly number[];
  /** How strong each part is, at any scale. */
  readonly weights: readonly number[];
}

/**
 * Phases of a flicker, a sum of sines, by chance, but such that it starts calmly: a loop comes back to its start, where a
 * quick change in all places at once would be seen as a seam.
 */
export function flickerPhases({ hz, weights }: Parts, random: () => number): number[] {
  const usual = Math.sqrt(hz.reduce((sum, each, index) => sum + (each * weights[index]!) ** 2 / 2, 0));
  const speed = (phases: readonly number[]): number =>
    Math.abs(phases.reduce((sum, phase, index) => sum + hz[index]! * weights[index]! * Math.cos(phase), 0));
  let best = hz.map(() => 2 * Math.PI * random());
  for (let attempt = 1; attempt < TRIES && speed(best) > CALM_START * usual; attempt += 1) {
    const other = hz.map(() => 2 * Math.PI * random());
    if (speed(other) < speed(best)) best = other;
  }
  return best;
}
