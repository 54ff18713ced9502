import type { CameraType, DirectionWord } from "@kinora/contract";
import type { CameraAsk, Manners } from "./intent.ts";
import type { Direction } from "./lexicon/meaning.ts";

const isAcross = ({ word }: Direction): boolean => word === "left" || word === "right";

/** Where an effect goes: up and to the right is one way, left and right are two, of which the first is taken. */
export function headingOf({ direction, further }: Manners): { direction: Direction | undefined; lost: boolean } {
  if (direction === undefined || further === undefined) return { direction, lost: false };
  if (isAcross(direction) === isAcross(further)) return { direction, lost: true };
  const [across, along] = isAcross(direction) ? [direction, further] : [further, direction];
  const slope = across.word === "right" ? 45 : 135;
  return { direction: { word: direction.word, degrees: along.word === "up" ? slope : 360 - slope }, lost: false };
}

/** The ways that a move goes by itself. */
const OWN_WAYS: Readonly<Partial<Record<CameraType, DirectionWord>>> = {
  pan_left: "left",
  pan_right: "right",
  tilt_up: "up",
  tilt_down: "down",
  crane_up: "up",
  crane_down: "down",
  orbit: "right",
};

/** True when the words name a way that the move does not go. "Into the sky" is where a push in ends, and no way of its own. */
export function cameraMisses({ type, manners }: CameraAsk): boolean {
  const said = [manners.direction, manners.further].filter((direction) => direction !== undefined);
  const own = OWN_WAYS[type];
  if (type === "static" || type === "handheld") return false;
  return said.some(
    (direction) =>
      direction.degrees % 90 !== 0 ||
      (direction.word !== own && (isAcross(direction) || own === "left" || own === "right")),
  );
}
