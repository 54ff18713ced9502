import { expect, test } from "vitest";
import { testContext } from "./__fixtures__/test-context.ts";
import { runCommand } from "./run-command.ts";

const COMMANDS = [
  "animate",
  "serve",
  "generations",
  "generations list",
  "generations show",
  "generations wait",
  "generations cancel",
  "generations download",
  "usage",
  "providers list",
  "providers test",
  "providers set",
  "providers rm",
  "models",
  "models add-analyzer",
  "models list-analyzers",
  "models remove-analyzer",
  "plan",
  "inspect",
  "doctor",
  "version",
];

test.each(COMMANDS)("%s --help shows an example and ends with 0", async (command) => {
  const context = testContext();
  expect(await runCommand([...command.split(" "), "--help"], context)).toBe(0);
  expect(context.said.stdout).toMatch(/\nExamples?:\n {2}kinora /u);
  expect(context.said.stderr).toBe("");
});

test("without a command the help is shown, and that is bad usage", async () => {
  const context = testContext();
  expect(await runCommand([], context)).toBe(2);
  expect(context.said.stderr).toContain("Usage: kinora");
});

const WRONG = [
  ["providers set fal --key=sk-planted", "Unknown option '--key'. See kinora --help.\n"],
  ["providers set fal sk-planted", "Too many arguments for 'set'. Expected 1 argument but got 2. See kinora --help.\n"],
  ["animat", "Unknown command 'animat' (Did you mean animate?). See kinora --help.\n"],
  ["animate", "Missing required argument 'image'. See kinora --help.\n"],
  ["animate a.jpg --lop", "Unknown option '--lop' (Did you mean --loop?). See kinora --help.\n"],
  [
    "animate a.jpg --duration long",
    "Option '--duration <seconds>' argument 'long' is invalid. Give a number, such as 4. See kinora --help.\n",
  ],
  [
    "animate a.jpg --seed -1",
    "Option '--seed <number>' argument '-1' is invalid. Give a whole number, such as 7. See kinora --help.\n",
  ],
  [
    "animate a.jpg --resolution 4k",
    "Option '--resolution <class>' argument '4k' is invalid. Allowed choices are 480p, 720p, 1080p, 2160p. See kinora --help.\n",
  ],
  ["animate missing.jpg", "missing.jpg cannot be read: check the path.\n"],
  ["animate /", "/ is a folder: name a picture in it.\n"],
  ["animate - -", "Standard input holds one picture: name - once.\n"],
  ["animate -", "Nothing came from standard input: send a picture.\n"],
  ["generations list --server here", "here is no server's address: give one such as http://127.0.0.1:16688.\n"],
  ["generations show", "Missing required argument 'id'. See kinora --help.\n"],
  ["plan", 'Give an image, or words: --prompt "the clouds drift slowly".\n'],
  ["plan --prompt a --prompt-file b", "Give either --prompt or --prompt-file.\n"],
] as const;

test.each(WRONG)("kinora %s: one sentence on stderr, nothing on stdout, exit 2", async (line, sentence) => {
  const context = testContext();
  expect(await runCommand(line.split(" "), context)).toBe(2);
  expect(context.said).toEqual({ stdout: "", stderr: sentence });
});

test("a server that does not answer is named, with what to do", async () => {
  const context = testContext();
  expect(await runCommand(["generations", "list", "--server", "http://127.0.0.1:9"], context)).toBe(1);
  expect(context.said.stderr).toBe(
    "Nothing answers at http://127.0.0.1:9: start it with `kinora serve`, or check the address.\n",
  );
});

test("a stack trace is shown only when debugging", async () => {
  const environment = { ...testContext().environment, isDebugging: true };
  const context = testContext({ environment });
  expect(await runCommand(["animate", "missing.jpg"], context)).toBe(2);
  expect(context.said.stderr).toMatch(/^missing\.jpg cannot be read: check the path\.\nFailure: .*\n\s+at /u);
});

test("--version and version --json say the same version", async () => {
  const short = testContext();
  const long = testContext();
  expect(await runCommand(["--version"], short)).toBe(0);
  expect(await runCommand(["version", "--json"], long)).toBe(0);
  expect(short.said.stdout.trim()).toMatch(/^\d+\.\d+\.\d+$/u);
  expect(JSON.parse(long.said.stdout)).toMatchObject({ version: short.said.stdout.trim() });
});
