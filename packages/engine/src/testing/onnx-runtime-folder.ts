import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const REPOSITORY = fileURLToPath(new URL("../../../../", import.meta.url));

/**
 * A folder whose `node_modules` has onnxruntime-node: KINORA_TEST_ONNXRUNTIME, else the repository. Undefined where there is
 * none, which CI (KINORA_REQUIRE_SERVICES=1) does not take.
 */
export function onnxRuntimeFolder(): string | undefined {
  const folder = process.env["KINORA_TEST_ONNXRUNTIME"] ?? REPOSITORY;
  if (existsSync(join(folder, "node_modules", "onnxruntime-node"))) return folder;
  if (process.env["KINORA_REQUIRE_SERVICES"] !== "1") return undefined;
  throw new Error("onnxruntime-node is required here: name a folder that has it in KINORA_TEST_ONNXRUNTIME");
}
