/**
 * What a key may do: `read` sees what its own caller made and asks what costs nothing, `create` makes and changes it, `admin`
 * does everything, to everybody's, and sets the server up.
 */
export const SCOPES = ["read", "create", "admin"] as const;
export type Scope = (typeof SCOPES)[number];

/** How often a key's generations have their turn while others wait too: high four times as often as normal, low a quarter as often. */
export const PRIORITIES = ["low", "normal", "high"] as const;
export type Priority = (typeof PRIORITIES)[number];
