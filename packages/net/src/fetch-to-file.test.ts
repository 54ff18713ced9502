import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createAddressGuard } from "./address-guard.ts";
import { RESULT_FETCH_CODES } from "./fetch-codes.ts";
import { type FetchToFileOptions, fetchToFile } from "./fetch-to-file.ts";
import { type LoopbackServer, serveHttp } from "./small-internet.ts";

let folder = "";
let server: LoopbackServer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinora-net-"));
  server = await serveHttp((request, response) => {
    if (request.url === "/abc") response.writeHead(200, { "content-type": "video/mp4" }).end("abc");
    else if (request.url === "/broken")
      response.writeHead(200, { "content-length": "9" }).write("abc", () => response.destroy());
    else response.end("x".repeat(100));
  });
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const asking = (path: string): FetchToFileOptions => ({
  url: `http://${server.hostPort}${path}`,
  path: join(folder, "film.mp4"),
  guard: createAddressGuard({ allowedPrivateHosts: [server.hostPort] }),
  maxBytes: 50,
  timeoutMs: 5000,
  codes: RESULT_FETCH_CODES,
});

test("a file is there whole, with its length and digest", async () => {
  const file = await fetchToFile(asking("/abc"));
  expect(file).toMatchObject({
    bytes: 3,
    sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    contentType: "video/mp4",
  });
  expect(await readFile(file.path, "utf8")).toBe("abc");
  expect(await readdir(folder)).toEqual(["film.mp4"]);
});

test.each([
  ["/long", "result_unusable"],
  ["/broken", "result_unreachable"],
])("%s fails with %s, leaves nothing new and spoils nothing old", async (path, code) => {
  await writeFile(join(folder, "film.mp4"), "old");
  await expect(fetchToFile(asking(path))).rejects.toThrow(expect.objectContaining({ code }));
  expect(await readdir(folder)).toEqual(["film.mp4"]);
  expect(await readFile(join(folder, "film.mp4"), "utf8")).toBe("old");
});
