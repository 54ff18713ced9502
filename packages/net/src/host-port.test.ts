import { Failure } from "@kinora/contract";
import { expect, test } from "vitest";
import { parseHostPort } from "./host-port.ts";

test.each([
  ["gpu.lan:8188", { host: "gpu.lan", port: 8188 }],
  [" GPU.lan.:80 ", { host: "gpu.lan", port: 80 }],
  ["127.1:9000", { host: "127.0.0.1", port: 9000 }],
  ["[::1]:9000", { host: "::1", port: 9000 }],
])("%s names a host and a port", (text, expected) => expect(parseHostPort(text)).toEqual(expected));

test.each([
  ["gpu.lan"],
  ["gpu.lan:0"],
  ["gpu.lan:70000"],
  [":80"],
  ["http://gpu.lan:80"],
  ["gpu.lan/x:80"],
  ["a@b:80"],
  ["a:1:2"],
  [""],
])("%s is refused with bad_option", (text) =>
  expect(() => parseHostPort(text)).toThrow(expect.objectContaining({ constructor: Failure, code: "bad_option" })),
);
