/**
 * A text from outside as a terminal may show it: on one line, and without the characters that move its cursor, change its title or
 * colours, or turn the direction of reading around.
 */
export const oneLine = (text: string): string =>
  text.replaceAll(/\s+/gu, " ").replaceAll(/[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, "\uFFFD");
