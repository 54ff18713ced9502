import type { Camera, Effect } from "@kinora/contract";

/** "clouds, slow, to the left": one effect in the words of a report. */
export function describeEffect(effect: Effect): string {
  const where = effect.direction_word === "none" ? "" : `, ${WAYS[effect.direction_word]}`;
  return `${effect.kind}${pace(effect.speed)}${strength(effect.amount)}${where}`;
}

/** "camera: pan left, slow": one camera move in the words of a report. */
export function describeCamera(camera: Camera): string {
  const name = camera.type === "static" ? "still" : camera.type.replace("_", " ");
  return `camera: ${name}${pace(camera.amount)}`;
}

const WAYS = { left: "to the left", right: "to the right", up: "upwards", down: "downwards" } as const;

function pace(speed: number): string {
  if (speed < 1) return ", slow";
  return speed > 1 ? ", fast" : "";
}

function strength(amount: number): string {
  if (amount < 1) return ", slight";
  return amount > 1 ? ", strong" : "";
}
