/** AOG's own prefix, under which its clients expect its envelope. */
export const AOG_PREFIX = "/aog/v0.2";

export const isAogPath = (url: string): boolean => /^\/aog(\/|$|\?)/u.test(url);

export const isAogServicePath = (url: string): boolean => url.startsWith(`${AOG_PREFIX}/services/`);
