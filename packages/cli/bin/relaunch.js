import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** The oldest Node that runs TypeScript files as they are. */
export const NEEDED = "22.19";

/** Set for the child, so that it knows whose channel it is on, and that it must not launch again. */
const LAUNCHED = "KINORA_LAUNCHED";
const FORWARDED = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2"];

export const isNewEnough = (version) => {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [neededMajor, neededMinor] = NEEDED.split(".").map(Number);
  return major > neededMajor || (major === neededMajor && minor >= neededMinor);
};

/** The Node that the repository brings on Linux; undefined where it brings none. */
const broughtNode = () => {
  try {
    return createRequire(import.meta.url).resolve(`node-${process.platform}-${process.arch}/bin/node`);
  } catch {
    return undefined;
  }
};

/**
 * Runs this command again with the Node that the repository brings: same terminal, same signals, same way to end. False
 * where there is none. The channel ends the child when this process dies, also of a SIGKILL.
 */
export const relaunch = () => {
  const node = process.env[LAUNCHED] === undefined ? broughtNode() : undefined;
  if (node === undefined) return false;
  const launcher = fileURLToPath(new URL("kinora.js", import.meta.url));
  const child = spawn(node, [launcher, ...process.argv.slice(2)], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, [LAUNCHED]: String(process.pid) },
  });
  const forward = (signal) => child.kill(signal);
  for (const signal of FORWARDED) process.on(signal, forward);
  child.on("error", (error) => {
    process.stderr.write(`kinora could not start ${node}: ${error.message}.\n`);
    process.exitCode = 2;
  });
  child.on("exit", (code, signal) => {
    for (const forwarded of FORWARDED) process.off(forwarded, forward);
    // Who watches sees the end that the child came to.
    if (signal === null) process.exitCode = code ?? 1;
    else process.kill(process.pid, signal);
  });
  return true;
};
