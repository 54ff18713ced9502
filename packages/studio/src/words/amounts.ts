/** "$0.13"; "Free" is the dictionary's word. */
export const dollars = (usd: number): string => `$${usd.toFixed(2)}`;

const MEBIBYTE = 1024 * 1024;

export const megabytes = (bytes: number): string => `${(bytes / MEBIBYTE).toFixed(bytes < 10 * MEBIBYTE ? 1 : 0)} MB`;

/** A clock time as the reader writes it. */
export const clockTime = (iso: string, language: string): string =>
  new Date(iso).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });

const sameDay = (a: Date, b: Date): boolean => a.toDateString() === b.toDateString();
const DAY_MS = 86_400_000;

/** The day of a moment: 0 today, 1 yesterday, else its date as the reader writes it. */
export const dayOf = (iso: string, nowMs: number, language: string): 0 | 1 | string => {
  const moment = new Date(iso);
  if (sameDay(moment, new Date(nowMs))) return 0;
  if (sameDay(moment, new Date(nowMs - DAY_MS))) return 1;
  return moment.toLocaleDateString(language, { day: "numeric", month: "long", year: "numeric" });
};
