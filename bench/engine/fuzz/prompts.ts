import type { Chance } from "./chance.ts";

export interface FuzzPrompt {
  readonly kind: string;
  readonly text: string | undefined;
}

const MOST_CHARS = 10_000;

const WORDS =
  "clouds drift water ripples slowly fast left right up camera zoom in out pan orbit dolly snow rain fog leaves sway fire lights flicker not don't stop keep still run cat waves sun rays petals dust the and , . ! ? 云 飘 水面 波纹 缓慢 向右 镜头 推进 不要 动 雪花 树叶 摇曳 灯光 闪烁 火 人物 微笑".split(
    " ",
  );

/** Ranges of Unicode that have surprised parsers before: controls, combining marks, right-to-left, CJK, surrogates, emoji, tags. */
const RANGES: readonly (readonly [from: number, to: number])[] = [
  [0x00, 0x1f],
  [0x20, 0x7e],
  [0x80, 0x24f],
  [0x300, 0x36f],
  [0x590, 0x6ff],
  [0x1100, 0x11ff],
  [0x2000, 0x206f],
  [0x2190, 0x2bff],
  [0x3000, 0x30ff],
  [0x4e00, 0x9fff],
  [0xd800, 0xdfff],
  [0xfe00, 0xfe0f],
  [0xff00, 0xffef],
  [0x1f300, 0x1faff],
  [0xe0000, 0xe007f],
  [0x0, 0x10ffff],
];

const letterFrom = (chance: Chance): string => {
  const [from, to] = chance.pick(RANGES);
  return String.fromCodePoint(chance.whole(from, to));
};

const fill = (length: number, next: () => string): string => {
  let text = "";
  while (text.length < length) text += next();
  return text.slice(0, length); // which may cut a pair of surrogates in two: that is wanted
};

const KINDS: Readonly<Record<string, (chance: Chance, length: number) => string | undefined>> = {
  none: () => undefined,
  blank: (chance, length) => fill(Math.min(length, 50), () => chance.pick([" ", "\n", "\t", "\u00a0", "\u3000"])),
  words: (chance, length) => fill(length, () => `${chance.pick(WORDS)} `),
  "words without spaces": (chance, length) => fill(length, () => chance.pick(WORDS)),
  unicode: (chance, length) => fill(length, () => letterFrom(chance)),
  "one letter": (chance, length) => letterFrom(chance).repeat(length).slice(0, length),
  "one word": (chance, length) => `${chance.pick(WORDS)} `.repeat(length).slice(0, length),
  "words in noise": (chance, length) =>
    fill(length, () => (chance.happens(0.5) ? `${chance.pick(WORDS)} ` : letterFrom(chance))),
};

/** A prompt of any kind, up to 10,000 characters. */
export const makePrompt = (chance: Chance): FuzzPrompt => {
  const kind = chance.pick(Object.keys(KINDS));
  const length = chance.happens(0.2) ? MOST_CHARS : chance.spread(1, MOST_CHARS);
  return { kind, text: KINDS[kind]?.(chance, length) };
};
