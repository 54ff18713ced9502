import { createServer } from "node:http";
import { mkdtempSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testContext, type TestContext } from "./__fixtures__/test-context.ts";
import { createProgram } from "./program.ts";
import { runCommand } from "./run-command.ts";

/** Enough of every answer for the commands of the table. */
const ANSWER = {
  ...{
    id: "x",
    status: "succeeded",
    stage: null,
    progress: 100,
    artifacts: [{ kind: "video", type: "video/mp4", url: "http://host/clip.mp4" }],
    warnings: [],
    error: null,
    review: null,
  },
  ...{ data: [], next_cursor: null, imported: ["aliyun"], skipped: [], stops: true, billing: "not_billed" },
  ...{ outcome: "works", message: null, removed: true, provider: null, held_usd: 0, regions: [], findings: [] },
  ...{ plan: { effects: [], camera: {} }, report: { understood: [], unmet: [] }, upload_max_bytes: 1000 },
};

const folder = mkdtempSync(join(tmpdir(), "kinora-json-"));

/** How each command is called; what comes before `--json` is its name. */
const TABLE: readonly (readonly [command: string, ...rest: string[]])[] = [
  ["generations list"],
  ["generations show", "x"],
  ["generations wait", "x"],
  ["generations cancel", "x"],
  ["generations download", "x", "-o", "clip.mp4"],
  ["generations rm", "x"],
  ["generations restore", "x"],
  ["generations resolve", "x", "--give-up"],
  ["models"],
  ["models list-analyzers", "--data-dir", folder],
  ["models remove-analyzer", "depth", "--data-dir", folder],
  ["keys create", "wall"],
  ["keys list"],
  ["keys update", "x", "--name", "wall"],
  ["keys revoke", "x"],
  ["providers list"],
  ["providers set", "acme", "--region", "eu"],
  ["providers test", "acme"],
  ["providers rm", "acme"],
  ["usage"],
  ["audit"],
  ["import", "ours.aog"],
  ["export"],
  ["export", "-o", "out.aog"],
  ["plan", "lake.jpg"],
  ["inspect", "lake.jpg"],
  ["completion", "bash"],
  ["version"],
];

/** What needs an engine, a server of its own or an analyzer's model is not called here. */
const ELSEWHERE = ["animate", "serve", "doctor", "models add-analyzer"];

let url = "";
const server = createServer((request, response) => {
  response.end(request.url?.includes("/content") === true ? "BYTES" : JSON.stringify(ANSWER));
});

beforeAll(async () => {
  await writeFile(
    join(folder, "kinora.json"),
    JSON.stringify({ analyzers: { depth: { file: "/models/depth.onnx" } } }),
  );
  await writeFile(join(folder, "lake.jpg"), "JPEG");
  await writeFile(join(folder, "ours.aog"), "{}");
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

const context = (): TestContext =>
  testContext({ workingDir: folder, environment: { ...testContext().environment, server: url } });

const leavesOf = (command: Command, path: readonly string[] = []): [name: string, leaf: Command][] =>
  command.commands.flatMap((child) => {
    const names = [...path, child.name()];
    const below = leavesOf(child, names);
    return below.length > 0 && child.options.length === 0 ? below : [[names.join(" "), child], ...below];
  });

test("every command takes --json, but mcp, whose stdout belongs to its protocol", () => {
  const leaves = leavesOf(createProgram(context(), () => undefined));
  const without = leaves.filter(([, { options }]) => !options.some(({ long }) => long === "--json"));
  expect(without.map(([name]) => name)).toEqual(["mcp"]);
  const tried = new Set([...TABLE.map(([name]) => name), ...ELSEWHERE, "mcp"]);
  expect(leaves.map(([name]) => name).filter((name) => !tried.has(name))).toEqual([]);
});

test.each(TABLE.map((row) => [row.join(" "), row] as const))(
  "kinora %s --json prints one JSON value",
  async (_, row) => {
    const [command, ...rest] = row;
    const given = context();
    const exit = await runCommand([...command.split(" "), ...rest, "--json"], given);
    expect(exit, given.said.stderr).toBe(0);
    expect(JSON.parse(given.said.stdout)).toEqual(expect.any(Object));
  },
);
