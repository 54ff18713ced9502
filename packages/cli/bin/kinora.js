#!/usr/bin/env node
// The launcher. Written for Node 18, so that an old Node can say what is missing instead of failing on a line of syntax.
import { isNewEnough, NEEDED, relaunch } from "./relaunch.js";

/** Node's notices about features of its own that may still change are nothing that a person can act on; the rest stays. */
const hideExperimentalWarnings = () => {
  const printers = process.listeners("warning");
  process.removeAllListeners("warning");
  process.on("warning", (warning) => {
    if (warning.name === "ExperimentalWarning") return;
    for (const print of printers) print.call(process, warning);
  });
};

const start = async () => {
  hideExperimentalWarnings();
  const { enableCompileCache } = await import("node:module");
  enableCompileCache();
  const { main } = await import("../src/main.ts");
  await main();
};

if (isNewEnough(process.versions.node)) await start();
else if (!relaunch()) {
  process.stderr.write(
    `kinora needs Node ${NEEDED} or newer and this is ${process.versions.node}: install one from https://nodejs.org.\n`,
  );
  process.exitCode = 2;
}
