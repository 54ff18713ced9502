/** Under OpenAI's prefix its clients expect its envelope. */
export const isOpenAiPath = (url: string): boolean => /^\/v1(\/|$|\?)/u.test(url);
