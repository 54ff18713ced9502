/**
 * What ties a request to whoever sent it, wherever in its body it stands: `marker:NAME` in a prompt, else a seed, else
 * nothing. Both survive every dialect, JSON or form.
 */
export const markerOf = (body: Buffer): string => {
  const text = body.toString("latin1");
  const [, name] = /marker:([\w-]+)/u.exec(text) ?? [];
  if (name !== undefined) return name;
  const [, seed] = /"(?:noise_)?seed"\s*:\s*(\d+)/u.exec(text) ?? /name="seed"\r?\n\r?\n(\d+)/u.exec(text) ?? [];
  return seed === undefined ? "-" : `seed-${seed}`;
};
