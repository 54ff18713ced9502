import { isDeepStrictEqual } from "node:util";
import { Failure, type ProviderChange, type ProviderView } from "@kinora/contract";
import type { Clock, GenerationStore, Provider, SealedSetup } from "@kinora/domain";
import type { ProviderEntry } from "../config/config.ts";
import type { Sealer } from "../secrets/sealer.ts";
import type { Log } from "../telemetry/log.ts";
import type { KeyedLock } from "./keyed-lock.ts";
import type { ProviderKindFacts, ProviderSource } from "./provider-source.ts";
import { assertSettable, changedSetup, readStoredSetup, type StoredSetup, withStored } from "./stored-setup.ts";

export interface ProviderSetupsOptions {
  readonly source: ProviderSource;
  /** Those that the environment and `kinora.json` set up. */
  readonly entries: readonly ProviderEntry[];
  readonly store: Pick<GenerationStore, "setups" | "saveSetup" | "removeSetup" | "countIn">;
  readonly sealer: Sealer;
  /** No submit of a provider begins while its setup changes: the worker's own lock, by provider. */
  readonly turns: KeyedLock;
  readonly clock: Clock;
  readonly log: Log;
}

/** The providers of this server, and how they are set up while it runs. */
export interface ProviderSetups {
  /** As they stand now. Who took one of them earlier may finish with it what was begun. */
  current(): readonly Provider[];
  describe(id: string): Pick<ProviderView, "key" | "settings" | "stored">;
  /**
   * Stores a change; it counts at once. Throws `no_such_provider`, `bad_option` (then nothing is stored), `master_key_unusable`,
   * and `work_under_way` where operations would be polled with another key or at another host than took them, unless forced.
   */
  change(id: string, change: ProviderChange): Promise<void>;
  /** Forgets what is stored. Tells whether there was something. Throws as `change` does. */
  remove(id: string, options: { readonly force: boolean }): Promise<boolean>;
  close(): Promise<void>;
}

/** What is stored of a provider, or why that cannot be used. */
interface Stored {
  readonly setAt: number;
  readonly setup: StoredSetup | undefined;
  readonly problem: string | undefined;
}

/** One provider with how it came to be so. */
interface Slot {
  readonly entry: ProviderEntry;
  readonly stored: Stored | undefined;
  readonly provider: Provider;
}

const bare = (id: string): ProviderEntry => ({
  id,
  kind: id,
  apiKey: undefined,
  baseUrl: undefined,
  options: {},
});

const UNDER_WAY = ["submitting", "running", "collecting", "needs_review"] as const;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Opens every provider, with what is stored of it. What cannot be used is said, and the provider stands there without it. */
export const openProviderSetups = async (options: ProviderSetupsOptions): Promise<ProviderSetups> => {
  const { source, entries, store, turns } = options;
  const rows = new Map((await store.setups()).map((row) => [row.provider, row]));
  const slots = new Map<string, Slot>();
  const known = [...entries, ...bareEntries(options, [...rows.keys()])];
  for (const entry of known) {
    const slot = openSlot(options, entry, await openRow(options, rows.get(entry.id)));
    if (slot !== undefined) slots.set(entry.id, slot);
  }
  // Whoever holds one may be sending with it: it ends with the server.
  const retired: Provider[] = [];

  const swap = (id: string, slot: Slot | undefined): void => {
    const before = slots.get(id);
    if (before !== undefined) retired.push(before.provider);
    if (slot === undefined) slots.delete(id);
    else slots.set(id, slot);
  };
  const allOf = (): readonly Provider[] => [...source.fixed, ...[...slots.values()].map(({ provider }) => provider)];
  const parts: Parts = { ...options, slots, rows, swap };
  return {
    current: allOf,
    describe: (id) => describe(options, slots.get(id), id),
    change: (id, change) => turns(id, () => changeSetup(parts, id, change)),
    remove: (id, { force }) => turns(id, () => removeSetup(parts, id, force)),
    close: async () => {
      for (const provider of [...retired, ...[...slots.values()].map((slot) => slot.provider)])
        await provider.close?.();
    },
  };
};

interface Parts extends ProviderSetupsOptions {
  readonly slots: ReadonlyMap<string, Slot>;
  readonly rows: Map<string, SealedSetup>;
  swap(id: string, slot: Slot | undefined): void;
}

/** Vendors that are shown without being set up, and kinds of one's own servers that only a stored setup switches on. */
const bareEntries = (
  { source, entries }: Pick<ProviderSetupsOptions, "source" | "entries">,
  storedIds: readonly string[],
): ProviderEntry[] =>
  source.kinds
    .filter(({ kind, alwaysListed }) => alwaysListed || storedIds.includes(kind))
    .filter(({ kind }) => !entries.some(({ id }) => id === kind))
    .map(({ kind }) => bare(kind));

const openRow = async (
  { sealer, log }: Pick<ProviderSetupsOptions, "sealer" | "log">,
  row: SealedSetup | undefined,
): Promise<Stored | undefined> => {
  if (row === undefined) return undefined;
  const { provider, setAt } = row;
  try {
    return { setAt, setup: readStoredSetup(await sealer.open(provider, row)), problem: undefined };
  } catch (cause) {
    log.warn("provider.setup_unusable", { provider, cause });
    return { setAt, setup: undefined, problem: messageOf(cause) };
  }
};

/** A stored setup that cannot be opened as it stands must not keep the server from its other providers. */
const openSlot = (
  { source, log }: Pick<ProviderSetupsOptions, "source" | "log">,
  entry: ProviderEntry,
  stored: Stored | undefined,
): Slot | undefined => {
  try {
    const provider = source.open(withStored(entry, stored?.setup));
    return provider && { entry, stored, provider };
  } catch (cause) {
    if (stored?.setup === undefined) throw cause;
    log.warn("provider.setup_unusable", { provider: entry.id, cause });
    const provider = source.open(entry);
    return provider && { entry, stored: { ...stored, problem: messageOf(cause) }, provider };
  }
};

const kindOf = ({ source }: Pick<Parts, "source">, name: string): ProviderKindFacts | undefined =>
  source.kinds.find(({ kind }) => kind === name);

const describe = (
  options: Pick<Parts, "source">,
  slot: Slot | undefined,
  id: string,
): ReturnType<ProviderSetups["describe"]> => {
  const settings = kindOf(options, slot?.entry.kind ?? id)?.settings ?? [];
  return {
    key: slot === undefined ? null : sourceOfKey(slot),
    settings: [...settings],
    stored: slot?.stored === undefined ? null : storedView(slot.stored),
  };
};

const sourceOfKey = ({ entry, stored }: Slot): ProviderView["key"] => {
  if (entry.apiKey !== undefined) return "environment";
  return stored?.setup?.api_key === undefined || stored.problem !== undefined ? null : "stored";
};

const storedView = ({ setAt, setup, problem }: Stored): ProviderView["stored"] => ({
  set_at: new Date(setAt).toISOString(),
  has_key: setup === undefined ? null : setup.api_key !== undefined,
  base_url: setup?.base_url ?? null,
  region: setup?.region ?? null,
  workspace: setup?.workspace ?? null,
  problem: problem ?? null,
});

/** The entry of a provider that can be set up. Throws `no_such_provider`, or `bad_option` for one that needs no setup. */
const settableEntry = (parts: Parts, id: string): ProviderEntry => {
  const entry = parts.slots.get(id)?.entry ?? (kindOf(parts, id) === undefined ? undefined : bare(id));
  if (entry !== undefined) return entry;
  const fixed = parts.source.fixed.find((provider) => provider.id === id);
  if (fixed !== undefined) {
    throw new Failure("bad_option", { detail: `${fixed.title} needs no key and no address: there is nothing to set.` });
  }
  const ids = new Set([...parts.slots.keys(), ...parts.source.kinds.map(({ kind }) => kind)]);
  throw new Failure("no_such_provider", {
    detail: `There is no provider "${id.slice(0, 64)}" here: there are ${[...ids].join(", ")}, and kinora.json can name servers of yours.`,
  });
};

const changeSetup = async (parts: Parts, id: string, change: ProviderChange): Promise<void> => {
  const entry = settableEntry(parts, id);
  assertSettable(id, kindOf(parts, entry.kind)?.settings ?? [], change);
  const slot = parts.slots.get(id);
  const setup = changedSetup(readableSetup(slot, change), change);
  const next = withStored(entry, setup);
  const provider = parts.source.open(next);
  if (provider === undefined) return;
  if (change.force !== true) await assertNoWorkIsLost(parts, slot, next);
  if (Object.keys(setup).length === 0) await forget(parts, id);
  else await keep(parts, setup, { entry, provider });
};

/** What a change builds on. Throws `master_key_unusable` where that cannot be opened, and a change without a key would lose the key. */
const readableSetup = (slot: Slot | undefined, change: ProviderChange): StoredSetup => {
  const { setup, problem } = slot?.stored ?? {};
  if (setup === undefined && problem !== undefined && change.api_key === undefined) {
    throw new Failure("master_key_unusable", { detail: problem });
  }
  return setup ?? {};
};

const keep = async (parts: Parts, setup: StoredSetup, slot: Omit<Slot, "stored">): Promise<void> => {
  const { store, sealer, clock, log } = parts;
  const { id } = slot.entry;
  const row = { provider: id, setAt: clock.now(), ...(await sealer.seal(id, JSON.stringify(setup))) };
  await store.saveSetup(row);
  parts.rows.set(id, row);
  parts.swap(id, { ...slot, stored: { setAt: row.setAt, setup, problem: undefined } });
  log.info("provider.set", { provider: id, settings: Object.keys(setup) });
};

const removeSetup = async (parts: Parts, id: string, force: boolean): Promise<boolean> => {
  // What an earlier configuration named can be forgotten too.
  if (!parts.rows.has(id)) {
    settableEntry(parts, id);
    return false;
  }
  const slot = parts.slots.get(id);
  if (!force && slot !== undefined) await assertNoWorkIsLost(parts, slot, slot.entry);
  await forget(parts, id);
  return true;
};

const forget = async (parts: Parts, id: string): Promise<void> => {
  await parts.store.removeSetup(id);
  parts.rows.delete(id);
  const slot = parts.slots.get(id);
  if (slot === undefined) return;
  const isNamed = parts.entries.includes(slot.entry) || kindOf(parts, id)?.alwaysListed === true;
  parts.swap(id, isNamed ? openSlot(parts, slot.entry, undefined) : undefined);
  parts.log.info("provider.removed", { provider: id });
};

/** Throws `work_under_way` where what a provider has accepted could not be asked for, or fetched, with other settings. */
const assertNoWorkIsLost = async (
  { store, source }: Parts,
  slot: Slot | undefined,
  next: ProviderEntry,
): Promise<void> => {
  if (slot?.provider.configured !== true) return;
  const { id } = slot.entry;
  if (isDeepStrictEqual(withStored(slot.entry, slot.stored?.setup), next)) return;
  const underWay = await store.countIn(UNDER_WAY, id);
  const staysUsable = source.open(next)?.configured === true;
  const waiting = staysUsable ? 0 : await store.countIn(["queued"], id);
  if (underWay + waiting === 0) return;
  const remedy = staysUsable
    ? "wait until they end; or force it, if the new key is of the same account and place: with another they are lost, and may be billed"
    : "wait until they end; or force it: then what runs is not fetched and may be billed, and what waits is refused";
  throw new Failure("work_under_way", {
    detail: `${id} has ${underWay + waiting} unfinished ${underWay + waiting === 1 ? "generation" : "generations"}: ${remedy}.`,
  });
};
