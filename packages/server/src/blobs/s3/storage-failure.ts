import { Failure } from "@kinora/contract";
import type { S3Place } from "../../config/blob-place.ts";

interface Told {
  readonly name: string;
  readonly words: string;
  readonly status: number | undefined;
}

const told = (error: unknown): Told => {
  if (!(error instanceof Error)) return { name: "", words: String(error), status: undefined };
  const { $metadata, code } = error as { $metadata?: { httpStatusCode?: number }; code?: unknown };
  const name = ["Error", "AggregateError"].includes(error.name) && typeof code === "string" ? code : error.name;
  return { name, words: error.message, status: $metadata?.httpStatusCode };
};

/** Whether the answer says that nothing has that name: of a HEAD that may be the bucket, too. */
export const isNotFound = (error: unknown): boolean => {
  const { name, status } = told(error);
  return name !== "NoSuchBucket" && (["NoSuchKey", "NotFound"].includes(name) || status === 404);
};

const RIGHTS = "to keys that may list the bucket and read, write and delete in it";

/** Whether the server answered that it will not do this, whoever asks how often. */
export const isRefusal = (error: unknown): boolean => {
  const { status } = told(error);
  return status !== undefined && status >= 300 && status < 500;
};

/** Answers that only a person can change, by what the server or Amazon's library calls them. */
const remedies = (place: S3Place): Readonly<Record<string, string>> => {
  const { bucket } = place;
  const keys = `The keys for S3 are not accepted for the bucket ${bucket}: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY ${RIGHTS}.`;
  const noKeys = `No keys for S3 were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY ${RIGHTS}.`;
  const region = `The bucket ${bucket} is not in the region ${place.region ?? "of AWS_REGION"}: name the right one as region=… in KINORA_BLOB_URL.`;
  return {
    NoSuchBucket: `There is no bucket ${bucket} at ${whereOf(place)}: make it, or correct KINORA_BLOB_URL.`,
    InvalidBucketName: `${bucket} is no name of a bucket: correct KINORA_BLOB_URL.`,
    AccessDenied: keys,
    Forbidden: keys,
    InvalidAccessKeyId: keys,
    SignatureDoesNotMatch: keys,
    InvalidToken: keys,
    ExpiredToken: keys,
    CredentialsProviderError: noKeys,
    AuthorizationHeaderMalformed: region,
    PermanentRedirect: region,
    IllegalLocationConstraintException: region,
    RequestTimeTooSkewed: "The clock of this machine is wrong: S3 takes no request that is signed at another time.",
  };
};

const whereOf = ({ endpoint }: S3Place): string => endpoint ?? "Amazon S3";

const remedyFor = ({ name, words, status }: Told, place: S3Place): string | undefined => {
  const known = remedies(place);
  if (Object.hasOwn(known, name)) return known[name];
  if (status === 403) return known["AccessDenied"];
  if (status === 301) return known["PermanentRedirect"];
  return words === "Region is missing"
    ? "No region is known for S3: name one as region=… in KINORA_BLOB_URL, or as AWS_REGION."
    : undefined;
};

/** What a request to S3 threw, as a failure that says what to do. No key is in any of them. */
export const storageFailure = (error: unknown, place: S3Place): Failure => {
  if (error instanceof Failure) return error;
  const facts = told(error);
  const remedy = remedyFor(facts, place);
  if (remedy !== undefined) return new Failure("storage_misconfigured", { detail: remedy, cause: error });
  const says =
    facts.status === undefined ? `does not answer (${facts.name})` : `answers ${facts.status} (${facts.name})`;
  const detail = `The storage of files at ${whereOf(place)} ${says}: what is stored stays, and work goes on when it is back.`;
  return new Failure("storage_unreachable", { detail, cause: error });
};
