import { claimDataFolder } from "./data-folder.ts";

/** For tests: a process that claims the folder of its first argument, says what it got, and stays until it is killed. */
const [folder = "", announce] = process.argv.slice(2);
const claim = await claimDataFolder(folder, { clock: { now: () => 0 }, version: "0.0.1" });
if (claim.kind === "owned" && announce === "announce") {
  await claim.announce({ url: "http://127.0.0.1:1", token: "secret" });
}
process.stdout.write(`${claim.kind}\n`);
if (claim.kind === "owned") setInterval(() => undefined, 1_000);
