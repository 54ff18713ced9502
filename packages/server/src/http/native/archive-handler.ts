import { Readable } from "node:stream";
import type { BlobStore } from "@kinora/domain";
import { type ArchiveEntry, archiveEntries } from "../../app/archive.ts";
import { readGeneration } from "../../app/read-generation.ts";
import type { RouteHandler } from "./route-handlers.ts";

interface ZipFile {
  readonly name: string;
  readonly size: number;
  readonly lastModified: Date;
  readonly input: AsyncIterable<Buffer>;
}

/** Several videos as one zip that is made while it is sent; its length is known before. */
export const archiveHandler: RouteHandler<"archive"> = async ({ context, caller, query, request, reply }) => {
  const { app } = context;
  const generations = await Promise.all(query.ids.map((id) => readGeneration(app, caller, id)));
  const entries = await archiveEntries(app, generations);
  const { makeZip, predictLength } = await import("client-zip");
  void reply.type("application/zip").headers({
    "content-length": Number(predictLength(entries.map(({ name, bytes }) => ({ name, size: bytes })))),
    "content-disposition": 'attachment; filename="kinora-videos.zip"',
    "cache-control": "no-store",
  });
  if (request.method === "HEAD") return reply.send();
  return reply.send(Readable.fromWeb(makeZip(filesOf(entries, app.blobs))));
};

/** Videos are as small as they get: they are stored in the archive as they are, one read after the other. */
function* filesOf(entries: readonly ArchiveEntry[], blobs: BlobStore): Generator<ZipFile> {
  for (const { name, sha256, bytes, madeAt } of entries) {
    yield { name, size: bytes, lastModified: new Date(madeAt), input: blobs.read(sha256) as AsyncIterable<Buffer> };
  }
}
