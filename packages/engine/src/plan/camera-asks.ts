import type { CameraType, DirectionWord } from "@kinora/contract";
import type { Clause } from "./clauses.ts";
import type { CameraAsk, Manners } from "./intent.ts";
import type { CameraMove } from "./lexicon/meaning.ts";
import type { Deed } from "./effect-asks.ts";
import type { Item } from "./roles.ts";

/** The camera moves that a clause asks for, in its order; `phrase` is the clause as the person wrote it. */
export function cameraAsks(
  clause: Clause,
  reading: { items: readonly Item[]; deeds: readonly Deed[]; phrase: string },
): CameraAsk[] {
  const { items, deeds, phrase } = reading;
  const strict = items.filter((item) => item.role === "camera-move" && !item.negated);
  const asks = strict.flatMap((item) => {
    const type = completeType(clause, item);
    return type === undefined ? [] : [{ type, at: item.at, manners: turnOf(clause, type), phrase, carried: false }];
  });
  if (asks.length > 0) return asks;
  const about = items.find((item) => item.role === "camera" && !item.negated);
  const own = deeds.filter((deed) => deed.subject?.role === "camera" && !deed.verb.negated);
  const at = own[0]?.verb.at ?? about?.at;
  const carried = own.length > 0 || about !== undefined;
  const type = carried && at !== undefined ? looseType(clause, own) : undefined;
  if (type === undefined || at === undefined) return [];
  return [{ type, at, manners: turnOf(clause, type), phrase, carried: about === undefined }];
}

/** Seen from above, a camera that goes round clockwise goes to the left. */
function turnOf(clause: Clause, type: CameraType): Manners {
  const turn =
    type === "orbit" ? clause.words.find((word) => word.meaning?.turn !== undefined)?.meaning?.turn : undefined;
  if (turn === undefined) return {};
  return { direction: turn === "clockwise" ? { word: "left", degrees: 180 } : { word: "right", degrees: 0 } };
}

const OUTWARDS = new Set(["out", "back", "backward", "backwards", "away", "outward", "outwards"]);

function completeType(clause: Clause, item: Item): CameraType | undefined {
  const camera = item.meaning.camera;
  if (camera === undefined) return undefined;
  if (camera.type !== undefined && camera.move !== "dolly") return camera.type;
  const near = clause.words.slice(item.at + 1, item.at + 5);
  const outwards = near.some((word) => OUTWARDS.has(word.text));
  if (camera.type !== undefined) return camera.type;
  return typeFor(camera.move, { direction: directionIn(clause, item.at), outwards });
}

function typeFor(
  move: CameraMove,
  how: { direction: DirectionWord | undefined; outwards: boolean },
): CameraType | undefined {
  switch (move) {
    case "pan":
    case "tilt":
      return acrossType(how.direction, move === "pan" ? "pan_right" : "tilt_up");
    case "dolly":
      return sidewaysType(how.direction) ?? (how.outwards ? "dolly_out" : "dolly_in");
    case "zoom":
      return how.outwards ? "zoom_out" : "zoom_in";
    case "crane":
      return how.direction === "down" ? "crane_down" : "crane_up";
    case "orbit":
    case "handheld":
    case "static":
    case "vertigo":
      return move;
  }
}

const ACROSS = { left: "pan_left", right: "pan_right", up: "tilt_up", down: "tilt_down" } as const;

const acrossType = (direction: DirectionWord | undefined, otherwise: CameraType): CameraType =>
  direction === undefined || direction === "none" ? otherwise : ACROSS[direction];

const sidewaysType = (direction: DirectionWord | undefined): CameraType | undefined =>
  direction === "left" || direction === "right" ? ACROSS[direction] : undefined;

/** The direction that stands nearest to `at`. */
function directionIn(clause: Clause, at: number): DirectionWord | undefined {
  const said = [...clause.words.entries()].filter(([, word]) => word.meaning?.direction !== undefined);
  const nearest = said.sort(([a], [b]) => Math.abs(a - at) - Math.abs(b - at))[0];
  return nearest?.[1].meaning?.direction?.word;
}

/** A camera that "rises", "drifts left" or just "moves": which move that is. */
function looseType(clause: Clause, deeds: readonly Deed[]): CameraType | undefined {
  const direction = directionIn(clause, 0);
  if (direction === "left" || direction === "right") return ACROSS[direction];
  const loose = clause.words.map((word) => word.meaning?.camera).filter((camera) => camera?.loose === true);
  const typed = loose.find((camera) => camera?.type !== undefined)?.type;
  if (typed !== undefined) return typed;
  if (loose.some((camera) => camera?.move === "tilt")) return acrossType(direction, "pan_right");
  if (direction === "up") return "crane_up";
  if (direction === "down") return "crane_down";
  if (loose.length > 0) return "pan_right";
  return deeds.some((deed) => deed.verb.meaning.motion !== undefined || deed.verb.meaning.action !== undefined)
    ? "dolly_in"
    : undefined;
}
