/** The id that a client saw last; undefined where it says none, or one that is none. */
export const lastEventId = (header: string | readonly string[] | undefined): number | undefined => {
  const text = [header ?? ""].flat().join("").trim();
  return /^\d{1,15}$/u.test(text) ? Number(text) : undefined;
};
