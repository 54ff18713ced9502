import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import type * as Library from "@aws-sdk/client-s3";
import type { PresignWish } from "@kinora/domain";
import type { S3Place } from "../../config/blob-place.ts";
import type { Bucket, ByteSpan } from "./bucket.ts";
import { isNotFound, isRefusal, storageFailure } from "./storage-failure.ts";

type Sdk = typeof Library;

/** How long the storage may take, in milliseconds. */
const CONNECT_WITHIN_MS = 5_000;
const SILENT_AT_MOST_MS = 20_000;
const ANSWER_WITHIN_MS = 60_000;
/** Of a request that moves no bytes, with its retries. */
const SMALL_REQUEST_WITHIN_MS = 15_000;
const CHECK_WITHIN_MS = 5_000;
/** Larger files go up in parts of this size, each of which is in memory and is sent again alone. */
const PART_BYTES = 8 * 1024 * 1024;

const openClient = (sdk: Sdk, place: S3Place, endpoint: string | undefined): Library.S3Client =>
  new sdk.S3Client({
    ...(endpoint !== undefined && { endpoint }),
    ...(place.region !== undefined && { region: place.region }),
    forcePathStyle: place.pathStyle,
    // Every request here may be repeated: a key stands for its bytes.
    maxAttempts: 3,
    // Checksums in trailers are Amazon's own; signatures cover the bytes everywhere.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: {
      connectionTimeout: CONNECT_WITHIN_MS,
      socketTimeout: SILENT_AT_MOST_MS,
      requestTimeout: ANSWER_WITHIN_MS,
      throwOnRequestTimeout: true,
    },
  });

interface Connection {
  readonly sdk: Sdk;
  readonly client: Library.S3Client;
  readonly place: S3Place;
}

/**
 * Answers undefined of what is not there, but never because the bucket is not there. A HEAD is refused without a word, so
 * the bucket is asked once more for one.
 */
const unlessMissing = async <T>(connection: Connection, request: Promise<T>): Promise<T | undefined> => {
  try {
    return await request;
  } catch (error) {
    if (isRefusal(error)) await check(connection);
    if (isNotFound(error)) return undefined;
    throw storageFailure(error, connection.place);
  }
};

const mustAnswer = async <T>({ place }: Connection, request: Promise<T>): Promise<T> => {
  try {
    return await request;
  } catch (error) {
    throw storageFailure(error, place);
  }
};

const within = (ms: number): { abortSignal: AbortSignal } => ({ abortSignal: AbortSignal.timeout(ms) });

const check = async ({ sdk, client, place }: Connection): Promise<void> => {
  const { bucket: Bucket, prefix: Prefix } = place;
  try {
    await client.send(new sdk.ListObjectsV2Command({ Bucket, Prefix, MaxKeys: 1 }), within(CHECK_WITHIN_MS));
  } catch (error) {
    throw storageFailure(error, place);
  }
};

const put = async (connection: Connection, at: At, path: string): Promise<void> => {
  const { Upload } = await import("@aws-sdk/lib-storage");
  const { client } = connection;
  const Body = createReadStream(path);
  try {
    const params = { ...at, Body };
    await mustAnswer(connection, new Upload({ client, params, partSize: PART_BYTES, queueSize: 2 }).done());
  } finally {
    Body.destroy();
  }
};

const abandonUploads = async (connection: Connection, beforeMs: number): Promise<void> => {
  const { sdk, client, place } = connection;
  const Bucket = place.bucket;
  const listing = client.send(
    new sdk.ListMultipartUploadsCommand({ Bucket, Prefix: place.prefix }),
    within(SMALL_REQUEST_WITHIN_MS),
  );
  const { Uploads = [] } = await mustAnswer(connection, listing);
  for (const { Key, UploadId, Initiated } of Uploads) {
    if (Initiated === undefined || Initiated.getTime() >= beforeMs) continue;
    const abort = client.send(new sdk.AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
    await unlessMissing(connection, abort);
  }
};

const list = async (
  connection: Connection,
  { prefix = "", afterKey }: Parameters<Bucket["list"]>[0],
): ReturnType<Bucket["list"]> => {
  const { sdk, client, place } = connection;
  const command = new sdk.ListObjectsV2Command({
    Bucket: place.bucket,
    Prefix: place.prefix + prefix,
    ...(afterKey !== undefined && { StartAfter: place.prefix + afterKey }),
  });
  const { Contents = [] } = await mustAnswer(connection, client.send(command, within(SMALL_REQUEST_WITHIN_MS)));
  return Contents.map(({ Key = "", Size = 0, LastModified }) => ({
    key: Key.slice(place.prefix.length),
    bytes: Size,
    // Not known is young: it is left alone.
    storedAtMs: LastModified?.getTime() ?? Infinity,
  }));
};

interface At {
  readonly Bucket: string;
  readonly Key: string;
}

const head = async (connection: Connection, at: At): ReturnType<Bucket["head"]> => {
  const { sdk, client } = connection;
  const request = client.send(new sdk.HeadObjectCommand(at), within(SMALL_REQUEST_WITHIN_MS));
  const found = await unlessMissing(connection, request);
  return found && { bytes: found.ContentLength ?? 0, storedAtMs: found.LastModified?.getTime() ?? Infinity };
};

const get = async (connection: Connection, at: At, { start, end }: ByteSpan): ReturnType<Bucket["get"]> => {
  const { sdk, client } = connection;
  const Range = start === 0 && end === undefined ? undefined : `bytes=${start}-${end ?? ""}`;
  const found = await unlessMissing(connection, client.send(new sdk.GetObjectCommand({ ...at, Range })));
  return found && { body: found.Body as Readable, bytes: found.ContentLength ?? 0 };
};

const copy = async (connection: Connection, from: At, to: At): Promise<boolean> => {
  const { sdk, client } = connection;
  const CopySource = `${from.Bucket}/${from.Key}`.split("/").map(encodeURIComponent).join("/");
  const request = client.send(new sdk.CopyObjectCommand({ ...to, CopySource }));
  return (await unlessMissing(connection, request)) !== undefined;
};

const remove = async (connection: Connection, at: At): Promise<void> => {
  const { sdk, client } = connection;
  const request = client.send(new sdk.DeleteObjectCommand(at), within(SMALL_REQUEST_WITHIN_MS));
  await unlessMissing(connection, request);
};

const presign = async (
  connection: Connection,
  at: At,
  { forSeconds: expiresIn, mediaType, disposition }: PresignWish,
): Promise<string> => {
  const { getSignedUrl } = await import("@aws-sdk/s3-request-presigner");
  const { sdk, client } = connection;
  const command = new sdk.GetObjectCommand({
    ...at,
    ResponseContentType: mediaType,
    ResponseContentDisposition: disposition,
    ResponseCacheControl: "private, no-cache",
  });
  return mustAnswer(connection, getSignedUrl(client, command, { expiresIn }));
};

/**
 * Opens a bucket, and asks it for nothing yet. Its keys are looked for where Amazon's tools look: AWS_ACCESS_KEY_ID and
 * AWS_SECRET_ACCESS_KEY, a profile, the role of a container or a machine. Amazon's library is loaded here.
 */
export const openBucket = async (place: S3Place): Promise<Bucket> => {
  const sdk = await import("@aws-sdk/client-s3");
  const connection: Connection = { sdk, client: openClient(sdk, place, place.endpoint), place };
  const outside = { ...connection, client: openClient(sdk, place, place.publicEndpoint ?? place.endpoint) };
  const at = (key: string): At => ({ Bucket: place.bucket, Key: place.prefix + key });
  return {
    head: (key) => head(connection, at(key)),
    get: (key, span) => get(connection, at(key), span),
    put: (key, path) => put(connection, at(key), path),
    copy: (fromKey, toKey) => copy(connection, at(fromKey), at(toKey)),
    remove: (key) => remove(connection, at(key)),
    list: (where) => list(connection, where),
    abandonUploads: (beforeMs) => abandonUploads(connection, beforeMs),
    presign: (key, wish) => presign(outside, at(key), wish),
    check: () => check(connection),
    close: () => {
      connection.client.destroy();
      outside.client.destroy();
    },
  };
};
