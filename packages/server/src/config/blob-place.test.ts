import { expect, test } from "vitest";
import { blobPlaceSchema, type S3Place } from "./blob-place.ts";

const read = (text: string): S3Place | undefined => blobPlaceSchema.safeParse(text).data;

test("a bucket at Amazon's: its region may come from AWS_REGION, and its name stands in the host name", () => {
  const place = { endpoint: undefined, publicEndpoint: undefined, region: undefined, pathStyle: false };
  expect(read("s3://films")).toEqual({ bucket: "films", prefix: "", ...place });
  expect(read("s3://films/a/b/?region=eu-west-1")).toEqual({
    ...place,
    bucket: "films",
    prefix: "a/b/",
    region: "eu-west-1",
  });
});

test("a server of one's own has its bucket in the path, and a region that most of them take", () => {
  expect(
    read("s3://films/kinora?endpoint=http://10.0.0.7:9000&public_endpoint=https%3A%2F%2Ffilms.example.com"),
  ).toEqual({
    bucket: "films",
    prefix: "kinora/",
    endpoint: "http://10.0.0.7:9000",
    publicEndpoint: "https://films.example.com",
    region: "us-east-1",
    pathStyle: true,
  });
  expect(read("s3://films?endpoint=https://r2.example.com&path_style=false&region=auto")).toMatchObject({
    region: "auto",
    pathStyle: false,
  });
});

test.each([
  "",
  "films",
  "http://films/kinora",
  "s3:///kinora",
  "s3://films:9000/kinora",
  "s3://key:secret@films/kinora",
  "s3://films?endpoint=ftp://10.0.0.7",
  "s3://films?endpoint=http://10.0.0.7/path",
  "s3://films?endpont=http://10.0.0.7",
  "s3://films?path_style=yes",
])("%j is refused rather than half understood", (text) => expect(read(text)).toBeUndefined());
