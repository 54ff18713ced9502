/** What is written down: who changed keys, providers, money or setup, settled or deleted something, or signed in. */
export const ACTS = [
  "key.created",
  "key.changed",
  "key.revoked",
  "provider.set",
  "provider.removed",
  "budgets.set",
  "aog.imported",
  "aog.changed",
  "generation.resolved",
  "generation.trashed",
  "generation.restored",
  "webhook.created",
  "webhook.deleted",
  "webhook.secret_rotated",
  "session.begun",
  "session.refused",
  "session.ended",
] as const;
export type ActName = (typeof ACTS)[number];
