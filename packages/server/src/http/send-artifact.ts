import { Readable } from "node:stream";
import { Failure } from "@kinora/contract";
import type { Artifact, BlobStore } from "@kinora/domain";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { AppContext } from "../app/app-context.ts";
import { type ByteRange, readByteRange } from "./byte-range.ts";

export type StoredFile = Pick<Artifact, "sha256" | "fileName" | "mediaType">;

/** How long a presigned address works: a player that reads on asks here for a new one. */
const PRESIGNED_FOR_SECONDS = 900;

/**
 * Answers with the bytes of an artifact, or where it is configured so with a redirect to where the storage itself gives them: HEAD, one Range, ETag with If-None-Match and If-Range, the right type, length
 * and name. The address may live for years, so its content is checked again rather than cached for long.
 */
export const sendArtifact = async (
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  artifact: StoredFile,
  { blobs, config }: Pick<AppContext, "blobs" | "config">,
): Promise<FastifyReply> => {
  const blob = await blobs.stat(artifact.sha256);
  if (blob === undefined) {
    throw new Failure("artifact_not_found", { detail: "The file is no longer stored: make the video again." });
  }
  const etag = `"${blob.sha256}"`;
  void reply.headers({
    etag,
    "accept-ranges": "bytes",
    "cache-control": "private, no-cache",
    "content-disposition": contentDisposition(artifact.fileName),
    "content-security-policy": "default-src 'none'; sandbox",
  });
  if (matchesAny(request.headers["if-none-match"], etag)) return reply.code(304).send();
  void reply.type(artifact.mediaType);
  if (config.content === "redirect" && request.method === "GET" && blobs.presign !== undefined) {
    const url = await blobs.presign(blob.sha256, {
      forSeconds: PRESIGNED_FOR_SECONDS,
      mediaType: artifact.mediaType,
      disposition: contentDisposition(artifact.fileName),
    });
    // The address is a secret for as long as it works.
    return reply.header("cache-control", "no-store").redirect(url, 302);
  }
  if (request.method === "HEAD") return reply.header("content-length", blob.bytes).send();
  const range = isStale([request.headers["if-range"] ?? []].flat()[0], etag)
    ? undefined
    : readByteRange(request.headers.range, blob.bytes);
  if (range === "unsatisfiable") throw rangeFailure(reply, blob.bytes);
  return sendBytes(reply, range, { blobs, sha256: blob.sha256, size: blob.bytes });
};

function sendBytes(
  reply: FastifyReply,
  range: ByteRange | undefined,
  { blobs, sha256, size }: { blobs: BlobStore; sha256: string; size: number },
): FastifyReply {
  if (range === undefined) return reply.header("content-length", size).send(Readable.from(blobs.read(sha256)));
  const { start, end } = range;
  void reply.code(206).headers({ "content-range": `bytes ${start}-${end}/${size}`, "content-length": end - start + 1 });
  return reply.send(Readable.from(blobs.read(sha256, range)));
}

function rangeFailure(reply: FastifyReply, size: number): Failure {
  void reply.header("content-range", `bytes */${size}`).removeHeader("content-disposition");
  return new Failure("range_not_satisfiable", { detail: `The file has ${size} bytes: ask for a range within them.` });
}

/** If-None-Match compares weakly: `W/` counts for nothing. */
const matchesAny = (header: string | undefined, etag: string): boolean =>
  header !== undefined && header.split(",").some((one) => ["*", etag].includes(one.trim().replace(/^W\//u, "")));

/** If-Range compares strongly, and a date (we send none) never matches. */
const isStale = (header: string | undefined, etag: string): boolean => header !== undefined && header.trim() !== etag;

/** Shown in the page, saved under a plain name (RFC 6266). */
const contentDisposition = (fileName: string): string => {
  const plain = fileName.replace(/[^\w.-]+/gu, "_");
  const encoded = encodeURIComponent(fileName).replace(
    /['()*]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `inline; filename="${plain}"; filename*=UTF-8''${encoded}`;
};
