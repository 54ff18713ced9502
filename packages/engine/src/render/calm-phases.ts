const TRIES = 60;
/** From the last frame of a loop to its first, a swing changes by no more than this share of what it usually does from frame to frame. */
const CALM_START = 0.35;

export interface SwingParts {
  readonly hz: readonly number[];
  /** How strong each part is, at any scale. */
  readonly weights: readonly number[];
  readonly fps: number;
}

/**
 * Phases of a swing, Σ weight · sin(2π hz t + phase), by chance, but such that it starts calmly: a loop comes back to its
 * start, where a quick change in all places at once would be seen as a seam.
 */
export function calmPhases({ hz, weights, fps }: SwingParts, random: () => number): number[] {
  const turns = hz.map((each) => (2 * Math.PI * each) / fps);
  const usual = Math.sqrt(turns.reduce((sum, turn, index) => sum + 2 * (weights[index]! * Math.sin(turn / 2)) ** 2, 0));
  const step = (phases: readonly number[]): number =>
    Math.abs(
      phases.reduce(
        (sum, phase, index) => sum + weights[index]! * (Math.sin(phase) - Math.sin(phase - turns[index]!)),
        0,
      ),
    );
  let best = hz.map(() => 2 * Math.PI * random());
  for (let attempt = 1; attempt < TRIES && step(best) > CALM_START * usual; attempt += 1) {
    const other = hz.map(() => 2 * Math.PI * random());
    if (step(other) < step(best)) best = other;
  }
  return best;
}
