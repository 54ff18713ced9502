import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { testContext } from "../__fixtures__/test-context.ts";
import { createProgram } from "../program.ts";
import { runCommand } from "../run-command.ts";
import { offeredCommands } from "./command-tree.ts";

const scriptFor = async (shell: string): Promise<string> => {
  const context = testContext();
  expect(await runCommand(["completion", shell], context)).toBe(0);
  return context.said.stdout;
};

/** What bash offers where the cursor stands behind the last word. */
const offeredByBash = async (...words: string[]): Promise<string[]> => {
  const ask = `COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _kinora; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const said = execFileSync("bash", ["--norc", "-c", `${await scriptFor("bash")}\n${ask}`, "bash", ...words]);
  return said
    .toString()
    .split("\n")
    .filter((word) => word !== "");
};

test("bash completes commands, the commands below them, options and the values that they may have", async () => {
  expect(await offeredByBash("kinora", "an")).toEqual(["animate"]);
  expect(await offeredByBash("kinora", "keys", "")).toEqual(["create", "list", "update", "revoke"]);
  expect(await offeredByBash("kinora", "animate", "--resol")).toEqual(["--resolution"]);
  expect(await offeredByBash("kinora", "animate", "a.jpg", "--resolution", "7")).toEqual(["720p"]);
  expect(await offeredByBash("kinora", "generations", "list", "--status", "su")).toEqual(["submitting", "succeeded"]);
  expect(await offeredByBash("kinora", "completion", "")).toEqual(["bash", "zsh", "fish"]);
});

test("where a file is wanted bash is left to offer its own", async () => {
  expect(await offeredByBash("kinora", "animate", "--output", "x")).toEqual([]);
  expect(await offeredByBash("kinora", "animate", "exam")).toEqual([]);
});

test("a value that has the name of a command is no command", async () => {
  expect(await offeredByBash("kinora", "animate", "--prompt", "keys", "--resol")).toEqual(["--resolution"]);
});

test("every command and every option of it is in each script", async () => {
  const program = createProgram(testContext(), () => undefined);
  const commands = offeredCommands(program);
  expect(commands.length).toBeGreaterThan(30);
  const [bash, zsh, fish] = await Promise.all([scriptFor("bash"), scriptFor("zsh"), scriptFor("fish")]);
  for (const { path, options } of commands) {
    for (const script of [bash, zsh]) expect(script).toContain(`"${path}") words=`);
    for (const long of options.flatMap(({ flags }) => flags).filter((flag) => flag.startsWith("--"))) {
      expect(bash).toContain(long);
      expect(fish).toContain(`'__kinora_at ${path}' `);
      expect(fish).toContain(`-l ${long.slice(2)} `);
    }
  }
});

test("a shell that we do not know is refused with those that we do", async () => {
  const context = testContext();
  expect(await runCommand(["completion", "tcsh"], context)).toBe(2);
  expect(context.said.stderr).toMatch(/bash, zsh, fish/u);
});
