/** Pictures that people write for words, each with the word; some are also mere decoration ("🔥"). */
const WORDS: Readonly<Record<string, string>> = {
  clouds: "☁🌥⛅🌤",
  waves: "🌊",
  water: "💧💦",
  rain: "🌧☔",
  snow: "❄🌨",
  snowfall: "☃",
  fire: "🔥",
  wind: "💨🌬",
  fog: "🌫",
  leaves: "🍃🌿🌾🌳🌴",
  "falling leaves": "🍂🍁",
  petals: "🌸",
  stars: "⭐🌟",
  sparkling: "✨",
  candle: "🕯",
  "sun rays": "☀🌞",
};

/** Emoji → the words that it stands for. */
export const EMOJI: ReadonlyMap<string, string> = new Map(
  Object.entries(WORDS).flatMap(([word, pictures]) => Array.from(pictures, (picture) => [picture, word] as const)),
);
