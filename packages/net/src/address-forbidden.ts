/**
 * An address that the guard does not open. It bears no code of the catalogue, since only the caller knows whose address
 * it was (`image_url_forbidden` for a user's picture, `result_url_forbidden` for a provider's file).
 */
export class AddressForbidden extends Error {
  override readonly name = "AddressForbidden";
}

/** The `AddressForbidden` among an error and its causes, where HTTP clients like to bury it. */
export function findAddressForbidden(error: unknown): AddressForbidden | undefined {
  for (let link = error; link instanceof Error; link = link.cause) {
    if (link instanceof AddressForbidden) return link;
  }
  return undefined;
}
