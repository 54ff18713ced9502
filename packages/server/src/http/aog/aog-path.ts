/** AOG's own prefix, under which its clients expect its envelope. */
export const AOG_PREFIX = "/aog/v0.2";

/** Where AOG's clients call, its few addresses without the prefix too. */
export const isAogPath = (url: string): boolean => /^\/(?:aog|engine|update|_internal)(\/|$|\?)/u.test(url);

/** AOG's services, under its own names and in the words of each vendor. */
export const isAogServicePath = (url: string): boolean =>
  url.startsWith(`${AOG_PREFIX}/services/`) || url.startsWith(`${AOG_PREFIX}/api_flavors/`);
