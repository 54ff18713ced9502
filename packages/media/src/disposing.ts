/** Uses a thing and frees it, however that ends: what `using` would do, which Node 22 does not read yet. */
export async function disposing<T extends Disposable, Result>(
  thing: T,
  use: (thing: T) => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await use(thing);
  } finally {
    thing[Symbol.dispose]();
  }
}
