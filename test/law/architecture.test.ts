import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const packages = ["contract", "domain", "net", "media", "engine", "providers", "server", "sdk", "cli", "studio"];

/** One planted breach per rule: the file that breaks it, and what it imports. The tree is small, the law is the real one. */
const breaches: Record<string, { file: string; text: string; also?: Record<string, string> }> = {
  "contract-sees-only-itself": { file: "contract/src/a.ts", text: 'import "@kinora/domain";' },
  "domain-sees-only-contract": { file: "domain/src/a.ts", text: 'import "@kinora/net";' },
  "net-sees-only-contract": { file: "net/src/a.ts", text: 'import "@kinora/domain";' },
  "media-sees-only-contract": { file: "media/src/a.ts", text: 'import "@kinora/engine";' },
  "engine-sees-only-contract+media": { file: "engine/src/a.ts", text: 'import "@kinora/net";' },
  "providers-sees-only-contract+domain+net+media+engine": {
    file: "providers/src/kit/a.ts",
    text: 'import "@kinora/server";',
  },
  "server-sees-only-contract+domain+net+media+providers": { file: "server/src/main.ts", text: 'import "@kinora/sdk";' },
  "sdk-sees-only-contract": { file: "sdk/src/a.ts", text: 'import "@kinora/server";' },
  "cli-sees-only-contract+sdk+server": { file: "cli/src/a.ts", text: 'import "@kinora/domain";' },
  "studio-sees-only-contract+sdk": { file: "studio/src/a.ts", text: 'import "@kinora/server";' },
  "no-cycles": { file: "net/src/b.ts", text: 'import "./c.ts";', also: { "net/src/c.ts": 'import "./b.ts";' } },
  "providers-are-strangers": {
    file: "providers/src/fal/a.ts",
    text: 'import "../acme/b.ts";',
    also: { "providers/src/acme/b.ts": "export {};" },
  },
  "only-main-wires": {
    file: "server/src/app/a.ts",
    text: 'import "../stores/b.ts";',
    also: { "server/src/stores/b.ts": "export {};" },
  },
  "no-deep-import": {
    file: "sdk/src/b.ts",
    text: 'import "../../contract/src/deep.ts";',
    also: { "contract/src/deep.ts": "export {};" },
  },
  "only-local-renders": { file: "providers/src/fal/b.ts", text: 'import "@kinora/engine";' },
  "domain-is-pure": { file: "domain/src/b.ts", text: 'import "node:fs";' },
  "clients-run-on-words": {
    file: "sdk/src/d.ts",
    text: 'import { Failure } from "@kinora/contract"; export { Failure };',
  },
  "words-are-plain": {
    file: "contract/src/words/a.ts",
    text: 'import "../schema.ts";',
    also: { "contract/src/schema.ts": "export {};" },
  },
  "every-import-resolves": { file: "net/src/d.ts", text: 'import "@kinora/nowhere";' },
};

interface Violation {
  rule: { name: string };
  from: string;
}

let tree = "";
let violations: Violation[] = [];

const plant = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
};

const cruise = async (cwd: string): Promise<Violation[]> => {
  const bin = join(root, "node_modules/.bin/depcruise");
  const config = join(root, ".dependency-cruiser.cjs");
  const run = promisify(execFile)(process.execPath, [bin, "packages", "--config", config, "--output-type", "json"], {
    cwd,
    maxBuffer: 64 * 1024 * 1024,
  });
  const { stdout } = await run.catch((error: unknown) => error as { stdout: string });
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
};

beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), "kinora-law-"));
  await writeFile(join(tree, "tsconfig.json"), JSON.stringify({ compilerOptions: { module: "nodenext" } }));
  await mkdir(join(tree, "node_modules/@kinora"), { recursive: true });
  for (const name of packages) {
    const manifest = { name: `@kinora/${name}`, type: "module", exports: { ".": "./src/index.ts" } };
    await plant(join(tree, "packages", name, "package.json"), JSON.stringify(manifest));
    await plant(join(tree, "packages", name, "src/index.ts"), "export {};");
    await symlink(join(tree, "packages", name), join(tree, "node_modules/@kinora", name));
  }
  for (const { file, text, also } of Object.values(breaches)) {
    await plant(join(tree, "packages", file), text);
    for (const [path, content] of Object.entries(also ?? {})) await plant(join(tree, "packages", path), content);
  }
  violations = await cruise(tree);
});

afterAll(async () => {
  await rm(tree, { recursive: true, force: true });
});

describe("the law of imports", () => {
  test.each(Object.entries(breaches))("a planted breach of %s is found", (rule, { file }) => {
    const found = violations.filter((violation) => violation.rule.name === rule).map(({ from }) => from);
    expect(found).toContain(`packages/${file}`);
  });

  test("every rule has a planted breach", async () => {
    const config = (await import(join(root, ".dependency-cruiser.cjs"))) as {
      default: { forbidden: { name: string }[] };
    };
    expect(config.default.forbidden.map(({ name }) => name).sort()).toEqual(Object.keys(breaches).sort());
  });

  test("the repository itself keeps the law", async () => {
    expect((await cruise(root)).map(({ rule, from }) => `${rule.name}: ${from}`)).toEqual([]);
  });
});
