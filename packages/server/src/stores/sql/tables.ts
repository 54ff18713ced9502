import type { Generated } from "kysely";

/** One generation: the columns that questions are asked of, and the whole of it as JSON. */
export interface GenerationsTable {
  id: string;
  version: number;
  status: string;
  caller_id: string;
  digest: string;
  model: string;
  provider: string;
  prompt: string | null;
  created_at: number;
  started_at: number | null;
  finished_at: number | null;
  delivered_at: number | null;
  /** When to look again (ms); null when nothing happens by itself. */
  wake_at: number | null;
  title: string | null;
  favourite: Generated<number>;
  trashed_at: number | null;
  /** What it is expected to cost; 0 for what is free, null where nobody knows. */
  estimate_micro_usd: number | null;
  /** Its place in its provider's queue. */
  turn: Generated<number>;
  state: string;
}

/** The event log: rows are only ever added. */
export interface GenerationEventsTable {
  id: Generated<number>;
  generation_id: string;
  type: string;
  at: number;
  data: string;
}

export interface IdempotencyKeysTable {
  caller_id: string;
  key: string;
  digest: string;
  generation_id: string;
  created_at: number;
}

/** Which generation an artifact's unguessable address belongs to. */
export interface ArtifactAddressesTable {
  capability: string;
  generation_id: string;
}

export interface GenerationTagsTable {
  generation_id: string;
  tag: string;
}

/** Which stored files a generation has: its pictures and its artifacts. */
export interface BlobReferencesTable {
  sha256: string;
  generation_id: string;
}

/** A picture that a caller sent ahead. */
export interface UploadsTable {
  caller_id: string;
  sha256: string;
  /** What is known of the picture, as JSON. */
  image: string;
  used_at: number;
}

/** Which generation a provider's operation belongs to; it stays when the generation is erased. */
export interface OperationsTable {
  provider: string;
  /** Its JSON, with sorted keys. */
  operation: string;
  generation_id: string;
}

/** At which of its client's counts a request made or claimed a generation. */
export interface RepeatsTable {
  generation_id: string;
  caller_id: string;
  digest: string;
  repeat: number;
  at: number;
}

/** The money ledger: rows are only ever added, and their amounts are changes. They stay when the generation is erased. */
export interface LedgerTable {
  id: Generated<number>;
  generation_id: string;
  attempt_id: string;
  kind: string;
  provider: string;
  model: string;
  held_micro_usd: number;
  /** Null: spent, and nobody knows how much. */
  settled_micro_usd: number | null;
  basis: string;
  native: string | null;
  at: number;
  caller_id: string | null;
}

export interface BudgetsTable {
  period: string;
  limit_micro_usd: number;
}

/** How providers were set up here, encrypted. */
export interface ProviderSetupsTable {
  provider: string;
  master_key_id: string;
  sealed: Uint8Array;
  set_at: number;
}

export interface WebhooksTable {
  id: string;
  caller_id: string;
  url: string;
  events: string;
  created_at: number;
  begins_after: number;
}

/** What signs webhooks, sealed. */
export interface SigningSecretsTable {
  owner: string;
  master_key_id: string;
  sealed: Uint8Array;
  previous_master_key_id: string | null;
  previous_sealed: Uint8Array | null;
  previous_until: number | null;
}

export interface WebhookDeliveriesTable {
  sequence: Generated<number>;
  id: string;
  /** Empty: the address that the request itself named. */
  webhook_id: string;
  caller_id: string;
  generation_id: string;
  event_id: number;
  type: string;
  url: string;
  body: string;
  status: string;
  tries: string;
  round: number;
  next_try_at: number | null;
  created_at: number;
}

/** One row: how far the log is told. */
export interface WebhookCursorTable {
  id: number;
  event_id: number;
}

export interface AppliedMigrationsTable {
  version: number;
  name: string;
  applied_at: number;
}

export interface SettingsTable {
  name: string;
  /** JSON. */
  value: string;
}

export interface ApiKeysTable {
  id: string;
  name: string;
  /** Separated by spaces. */
  scopes: string;
  /** JSON of those that there are. */
  limits: string;
  priority: string;
  /** How many generations were looked at for its limits. */
  admissions: Generated<number>;
  digest: string;
  begins_with: string;
  created_at: number;
  revoked_at: number | null;
}

export interface SessionsTable {
  digest: string;
  key_id: string;
  expires_at: number;
}

export interface AuditLogTable {
  id: Generated<number>;
  at: number;
  actor: string;
  act: string;
  subject: string | null;
  address: string;
  /** JSON. */
  detail: string;
}

export interface Tables {
  generations: GenerationsTable;
  generation_events: GenerationEventsTable;
  idempotency_keys: IdempotencyKeysTable;
  artifact_addresses: ArtifactAddressesTable;
  generation_tags: GenerationTagsTable;
  blob_references: BlobReferencesTable;
  uploads: UploadsTable;
  repeats: RepeatsTable;
  operations: OperationsTable;
  ledger: LedgerTable;
  budgets: BudgetsTable;
  provider_setups: ProviderSetupsTable;
  settings: SettingsTable;
  webhooks: WebhooksTable;
  signing_secrets: SigningSecretsTable;
  webhook_deliveries: WebhookDeliveriesTable;
  webhook_cursor: WebhookCursorTable;
  api_keys: ApiKeysTable;
  sessions: SessionsTable;
  audit_log: AuditLogTable;
  applied_migrations: AppliedMigrationsTable;
}
