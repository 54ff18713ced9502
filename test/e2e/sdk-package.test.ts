import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, openPage, skip, SLOWEST_MS } from "./studio/browser.ts";
import { MOUNTAIN, openWorkbench, startServer } from "./kinora-process.ts";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");
/** Of what a page loads for `@kinora/sdk`, after gzip. */
const MOST_BYTES = 10_000;
/** Debian's: older than the one that the repository brings. */
const OLD_NODE = "/usr/bin/node";

/** What somebody writes who has installed the package: types and values of its door, strictly checked. */
const PROGRAM = `
import { createClient, Failure, isSettled, ServerUnreachable, type Client, type GenerationRequest, type GenerationView, type FailureCode } from "@kinora/sdk";

const client: Client = createClient({ baseUrl: "http://127.0.0.1:16688" });
const request: GenerationRequest = { image: { path: "photo.jpg" }, prompt: "the clouds drift", seed: 0 };
export const main = async (): Promise<string | undefined> => {
  try {
    const made: GenerationView = await client.animate(request, { onProgress: ({ progress }) => console.log(progress.toFixed()) });
    for await (const event of client.events(made.id)) console.log(event.type, event.data["status"]);
    const { data, next_cursor } = await client.listGenerations({ status: "failed", limit: 5 });
    const camera: "static" | undefined = made.plan?.camera.type === "static" ? made.plan.camera.type : undefined;
    return isSettled(made.status) ? made.artifacts[0]?.url : (camera ?? data[0]?.id ?? next_cursor ?? undefined);
  } catch (error) {
    const code: FailureCode | undefined = error instanceof Failure ? error.code : undefined;
    return error instanceof ServerUnreachable ? error.baseUrl : code;
  }
};
// @ts-expect-error A status that there is none of.
void client.listGenerations({ status: "done" });
// @ts-expect-error A request has no such field.
void client.createGeneration({ image: { url: "https://example.com/a.jpg" }, promt: "" });
`;

const AI_PROGRAM = `
import { createKinora } from "@kinora/sdk/ai";
export const model: string = createKinora({ baseURL: "http://127.0.0.1:16688" }).video("kinora-motion-1").modelId;
`;

/** Makes a clip, and meets a refusal as the SDK's own class. */
const SCRIPT = `
import { openAsBlob } from "node:fs";
import { createClient, Failure } from "@kinora/sdk";
const kinora = createClient({ baseUrl: process.argv[2] });
const made = await kinora.animate({ image: await openAsBlob(process.argv[3]), duration_seconds: 1, resolution: "480p", preview: true });
let bytes = 0;
for await (const chunk of await kinora.content(made.id)) bytes += chunk.length;
const refusal = await kinora.getGeneration("gen_none").catch((error) => error);
console.log(JSON.stringify({ status: made.status, whole: bytes === made.artifacts.find(({ kind }) => kind === "video").bytes, refused: refusal instanceof Failure && refusal.code }));
`;

let folder = "";
let installed = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinora-sdk-"));
  const built = join(folder, "built");
  await run(process.execPath, [join(root, "tools/sdk-package/build-sdk-package.ts"), built]);
  const app = join(folder, "app");
  await mkdir(app);
  await writeFile(join(app, "package.json"), JSON.stringify({ private: true, type: "module" }));
  await run("npm", ["pack", built, "--pack-destination", folder]);
  const [tarball = ""] = (await readdir(folder)).filter((name) => name.endsWith(".tgz"));
  // Offline: there is nothing else to fetch.
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", join(folder, tarball)], { cwd: app });
  installed = join(app, "node_modules/@kinora/sdk");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const modulesOf = async (): Promise<Map<string, string>> => {
  const names = (await readdir(installed, { recursive: true })).filter((name) => name.endsWith(".js"));
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(installed, name), "utf8")] as const)),
  );
};

const checkTypes = async (programs: Readonly<Record<string, string>>, options: readonly string[]): Promise<string> => {
  const app = join(folder, "app");
  for (const [name, text] of Object.entries(programs)) await writeFile(join(app, name), text);
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const flags = [
    "--ignoreConfig",
    "--noEmit",
    "--strict",
    "--exactOptionalPropertyTypes",
    "--noUncheckedIndexedAccess",
  ];
  const types = ["--target", "es2022", "--lib", "es2022,dom,dom.iterable,dom.asynciterable"];
  return run(process.execPath, [tsc, ...flags, ...types, ...options, ...Object.keys(programs)], { cwd: app }).then(
    () => "",
    (error: unknown) => (error as { stdout: string }).stdout,
  );
};

describe("@kinora/sdk as it is installed", () => {
  test("nothing comes with it, and its folder has a licence and a page that says what it is", async () => {
    expect(await readdir(join(folder, "app/node_modules"))).toEqual([".package-lock.json", "@kinora"]);
    expect(await readdir(join(folder, "app/node_modules/@kinora"))).toEqual(["sdk"]);
    expect(await readdir(installed)).toEqual(
      expect.arrayContaining(["LICENSE", "NOTICE", "README.md", "package.json"]),
    );
  });

  test("its modules import nothing but each other, so that browsers take them as they are", async () => {
    const imported = [...(await modulesOf()).values()].flatMap((text) =>
      ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName),
    );
    expect(imported.length).toBeGreaterThan(0);
    expect(imported.filter((name) => !name.startsWith("."))).toEqual([]);
  });

  test(`what a page loads is at most ${MOST_BYTES} bytes after gzip`, async () => {
    const modules = await modulesOf();
    const loaded = [...modules].filter(([name]) => !name.startsWith("ai/")).map(([, text]) => gzipSync(text).length);
    expect(loaded.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(MOST_BYTES);
  });

  test("programs are checked strictly against its own declarations by Node's rules, the AI SDK's part beside that SDK's types", async () => {
    await mkdir(join(folder, "app/node_modules/@ai-sdk"));
    await symlink(join(root, "node_modules/@ai-sdk/provider"), join(folder, "app/node_modules/@ai-sdk/provider"));
    const programs = { "program.ts": PROGRAM, "ai-program.ts": AI_PROGRAM };
    expect(await checkTypes(programs, ["--module", "nodenext"])).toBe("");
  });

  test("a program is checked strictly against its own declarations by a bundler's rules", async () => {
    const options = ["--module", "esnext", "--moduleResolution", "bundler"];
    expect(await checkTypes({ "program.ts": PROGRAM }, options)).toBe("");
  });

  test("publint finds nothing", async () => {
    const { messages, pkg } = await publint({ pkgDir: installed, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  test("it makes a clip with `kinora serve`, under this Node and the system's older one", async () => {
    await using bench = await openWorkbench();
    const server = await startServer(bench);
    const script = join(folder, "app/script.mjs");
    await writeFile(script, SCRIPT);
    for (const node of [process.execPath, ...(existsSync(OLD_NODE) ? [OLD_NODE] : [])]) {
      const { stdout } = await run(node, [script, server.url, MOUNTAIN]);
      expect(JSON.parse(stdout), node).toEqual({ status: "succeeded", whole: true, refused: "generation_not_found" });
    }
  });

  test.skipIf(skip)(
    "a browser takes it as it is, sends a picture and hears how much of it has left",
    { timeout: SLOWEST_MS },
    async () => {
      await using bench = await openWorkbench();
      const server = await startServer(bench);
      await using browser = await openBrowser();
      const { page, faults } = await openPage(browser, { bypassCSP: true });
      await page.route("**/sdk/**", (route) => {
        const name = new URL(route.request().url()).pathname.replace("/sdk/", "");
        return route.fulfill({ path: join(installed, name), contentType: "text/javascript" });
      });
      await page.goto(`${server.url}/health`);
      const photo = (await readFile(MOUNTAIN)).toString("base64");
      const seen = await page.evaluate(`(async () => {
        const { createClient } = await import("/sdk/index.js");
        const picture = await (await fetch("data:image/jpeg;base64,${photo}")).blob();
        const client = createClient({ baseUrl: location.origin });
        const heard = [];
        const { bytes } = await client.upload(picture, { onUploadProgress: (progress) => heard.push(progress) });
        const refused = await client.upload(new Blob(["no picture"]), { onUploadProgress: () => {} }).catch(({ code }) => code);
        return { whole: bytes === picture.size, last: heard.at(-1), size: picture.size, refused };
      })()`);
      const { size: bytes } = seen as { size: number };
      expect(seen).toEqual({
        whole: true,
        last: { sentBytes: bytes, totalBytes: bytes },
        size: bytes,
        refused: "image_unsupported",
      });
      expect(faults).toEqual([]);
    },
  );
});
