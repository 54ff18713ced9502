import { expect, test } from "vitest";
import { testContext } from "../__fixtures__/test-context.ts";
import { readConfig, type Finding } from "@kinora/server";
import { checkAnalyzers } from "./check-analyzers.ts";

test("a model that is gone is a warning, with what stands in and how to end it", async () => {
  const config = readConfig({
    flags: { data_dir: "/nowhere" },
    env: {},
    file: { analyzers: { matte: { file: "/nowhere/isnet.onnx" } } },
    place: { platform: "linux", homeDir: "/home/ann", workingDir: "/work", tempDir: "/tmp", isTerminal: false },
  });
  const findings: Finding[] = [];
  for await (const finding of checkAnalyzers(config, testContext())) findings.push(finding);
  expect(findings).toEqual([
    {
      id: "analyzer",
      verdict: "warn",
      says: "matte: There is no model file /nowhere/isnet.onnx: check the path.",
      remedy: "Until then Kinora's own analysis stands in; kinora models remove-analyzer matte ends this.",
    },
  ]);
});
