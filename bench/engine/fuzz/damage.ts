import type { Chance } from "./chance.ts";

export const DAMAGES = [
  "cut short",
  "flipped bits",
  "a hole",
  "noise behind the head",
  "wrong end",
  "no picture",
] as const;
export type Damage = (typeof DAMAGES)[number];

const HEAD_BYTES = 32;

/** The file as accidents and bad will leave it. */
export function damage(whole: Uint8Array, how: Damage, chance: Chance): Uint8Array {
  const bytes = Uint8Array.from(whole);
  const somewhere = (): number => chance.whole(0, Math.max(0, bytes.length - 1));
  switch (how) {
    case "cut short":
      return bytes.subarray(0, somewhere());
    case "flipped bits":
      for (let left = chance.spread(1, 200); left > 0; left -= 1) bytes[somewhere()]! ^= 1 << chance.whole(0, 7);
      return bytes;
    case "a hole": {
      const from = somewhere();
      return bytes.fill(0, from, from + chance.spread(1, 10_000));
    }
    case "noise behind the head":
      for (let at = HEAD_BYTES; at < bytes.length; at += 1) bytes[at] = chance.whole(0, 255);
      return bytes;
    case "wrong end":
      return Uint8Array.from([...bytes.subarray(0, somewhere()), ...bytes.subarray(somewhere())]);
    case "no picture":
      return Uint8Array.from({ length: chance.pick([0, 1, 7, 500]) }, () => chance.whole(0, 255));
  }
}
