/** An object whose properties are worked out when they are first read, and kept. Whoever reads one reads it as it always is. */
export function lazily<T extends object>(work: { readonly [Name in keyof T]: () => T[Name] }): T {
  const kept = {} as T;
  for (const name of Object.keys(work) as (keyof T)[]) {
    Object.defineProperty(kept, name, {
      enumerable: true,
      configurable: true,
      get: () => {
        const value = work[name]();
        Object.defineProperty(kept, name, { enumerable: true, value });
        return value;
      },
    });
  }
  return kept;
}
