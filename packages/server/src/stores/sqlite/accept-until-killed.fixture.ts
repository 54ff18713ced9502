import { createIdSource, firstLogEntries } from "@kinora/domain";
import { sampleGeneration } from "../generation.sample.ts";
import { openSqliteStore } from "./open-sqlite-store.ts";

/** For tests: a process that accepts generations and says the id of each that it accepted, until it is killed. */
const [path = "", startMs = "0"] = process.argv.slice(2);
const clock = { now: () => Number(startMs) };
const newId = createIdSource(() => 1);
const store = await openSqliteStore({ path, clock });
for (;;) {
  const generation = sampleGeneration({ id: newId(clock.now()) });
  await store.insert(generation, firstLogEntries(generation), undefined);
  process.stdout.write(`${generation.id}\n`);
}
