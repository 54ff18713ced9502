/** When the frames of a film are shown. */
export interface FilmTiming {
  /** The moment (seconds) at which each frame begins to be shown, in order. At least one. */
  readonly starts: readonly number[];
  /** The moment at which the last one is over. */
  readonly endSeconds: number;
  /** What the container counts time in (seconds): a moment may be off by so much. 0 where it tells the rate itself. */
  readonly tickSeconds: number;
}

/** A film of whole frames per second that shows the same at the same time. */
export interface EvenRate {
  readonly fps: number;
  /** For how many of its frames each frame of the original is shown; 0: never. */
  readonly repeats: readonly number[];
}

const MOST_REPEATS = 4;
const MOST_FPS = 240;
/** Where frames come unevenly: between these, as the shortest of them needs it. */
const UNEVEN_FPS = { least: 10, most: 60 };
/** 23.976 and 24 frames per second are one rate. */
const SAME_RATE = 0.0015;

/**
 * Frames that come evenly are kept one by one, at their rate; where that is no whole number, each two, three or four
 * times at a multiple of it (12.5 a second are 25). Where they come unevenly, they are shown at the times that are meant as
 * closely as 60 a second can.
 */
export function evenRate(timing: FilmTiming): EvenRate {
  const { starts } = timing;
  const gapSeconds = meanGap(timing);
  if (!comesEvenly(timing, gapSeconds)) return uneven(timing);
  for (let times = 1; times <= MOST_REPEATS; times++) {
    const fps = Math.round(times / gapSeconds);
    if (fps < 1 || fps > MOST_FPS) continue;
    const isThatRate = Math.abs(times / fps - gapSeconds) <= SAME_RATE * gapSeconds + rateError(timing);
    if (isThatRate) return { fps, repeats: starts.map(() => times) };
  }
  return uneven(timing);
}

/** Between two starts, not to the end: containers need not say how long the last frame is shown. */
function meanGap({ starts, endSeconds }: FilmTiming): number {
  const [first = 0] = starts;
  const last = starts.at(-1) ?? first;
  return starts.length > 1 ? (last - first) / (starts.length - 1) : endSeconds - first;
}

/** Moments in milliseconds may each have been cut off (62 for 62.5); coarser ones are set right on the way. */
const rateError = ({ tickSeconds, starts }: FilmTiming): number =>
  tickSeconds <= 0.001 ? tickSeconds * 0.75 : tickSeconds / starts.length;

function comesEvenly({ starts, tickSeconds }: FilmTiming, gapSeconds: number): boolean {
  const [first = 0] = starts;
  const most = Math.min(1.5 * tickSeconds, gapSeconds / 2) + gapSeconds * SAME_RATE;
  return starts.every((start, index) => Math.abs(start - (first + index * gapSeconds)) <= most);
}

function uneven({ starts, endSeconds }: FilmTiming): EvenRate {
  const [first = 0] = starts;
  const ends = [...starts.slice(1), endSeconds];
  const endOf = (index: number): number => ends[index] ?? endSeconds;
  const fastest = starts.reduce((most, start, index) => Math.max(most, 1 / (endOf(index) - start)), 0);
  const fps = Math.min(UNEVEN_FPS.most, Math.max(UNEVEN_FPS.least, Math.round(fastest)));
  // Each frame of the new film shows what is seen in its middle.
  const frameAt = (seconds: number): number => Math.round((seconds - first) * fps);
  const repeats = starts.map((start, index) => frameAt(endOf(index)) - frameAt(start));
  return { fps, repeats: repeats.some((times) => times > 0) ? repeats : starts.map(() => 1) };
}
