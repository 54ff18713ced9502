import { z } from "zod";

/** A bucket of a server that speaks S3's protocol, and how to reach it. Keys are not part of it. */
export interface S3Place {
  readonly bucket: string;
  /** Before every key; empty, or with a slash at its end. */
  readonly prefix: string;
  /** Undefined: Amazon's own. */
  readonly endpoint: string | undefined;
  /** Where clients reach the server, if they reach it elsewhere than we do: presigned addresses lead there. */
  readonly publicEndpoint: string | undefined;
  /** Undefined: as AWS_REGION says. */
  readonly region: string | undefined;
  /** Whether the bucket stands in the path of an address, or in its host name. */
  readonly pathStyle: boolean;
}

/** How the bytes of artifacts reach clients: through this server, or from the storage itself by a presigned address. */
export const CONTENT_WAYS = ["stream", "redirect"] as const;
export type ContentWay = (typeof CONTENT_WAYS)[number];

const origin = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:$/u.test(new URL(text).protocol))
  .refine((text) => new URL(text).pathname === "/");

/** What may stand behind the question mark. */
const querySchema = z.strictObject({
  endpoint: origin.optional(),
  public_endpoint: origin.optional(),
  region: z.string().min(1).optional(),
  path_style: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional(),
});

/** Most servers of one's own know no host name for each bucket, and no region. */
const OWN_SERVER = { region: "us-east-1", pathStyle: true };
const AMAZON = { region: undefined, pathStyle: false };

const isBucketAddress = ({ protocol, hostname, username, password, port }: URL): boolean =>
  protocol === "s3:" && /^[a-z0-9._-]{1,255}$/iu.test(hostname) && username + password + port === "";

const readPlace = (text: string): S3Place | undefined => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !isBucketAddress(url)) return undefined;
  const query = querySchema.safeParse(Object.fromEntries(url.searchParams));
  if (!query.success) return undefined;
  const { endpoint, public_endpoint: publicEndpoint, region, path_style: pathStyle } = query.data;
  const usual = endpoint === undefined ? AMAZON : OWN_SERVER;
  const path = decodeURIComponent(url.pathname).replace(/^\/+|\/+$/gu, "");
  return {
    bucket: url.hostname,
    prefix: path === "" ? "" : `${path}/`,
    endpoint,
    publicEndpoint,
    region: region ?? usual.region,
    pathStyle: pathStyle ?? usual.pathStyle,
  };
};

/** `s3://bucket/prefix?endpoint=http://127.0.0.1:9000&region=us-east-1`. Keys never stand in it. */
export const blobPlaceSchema = z.string().transform((text, context) => {
  const place = readPlace(text);
  if (place !== undefined) return place;
  context.addIssue("no address of a bucket");
  return z.NEVER;
});
