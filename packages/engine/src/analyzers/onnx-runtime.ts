import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Failure } from "@kinora/contract";

/** The part of `onnxruntime-node` (1.20 and newer) that is used here. It is no dependency: 288 MB for those who want it. */
export interface OnnxRuntime {
  readonly InferenceSession: { create(file: string, options: object): Promise<OnnxSession> };
  readonly Tensor: new (type: "float32", data: Float32Array, dims: readonly number[]) => OnnxTensor;
}

export interface OnnxSession {
  readonly inputMetadata: readonly OnnxValue[];
  readonly outputNames: readonly string[];
  run(feeds: Readonly<Record<string, OnnxTensor>>): Promise<Readonly<Record<string, OnnxTensor>>>;
  release(): Promise<void>;
}

/** A name and, for a tensor, its element type and sizes; a size that is free is a word, or no positive number. */
export interface OnnxValue {
  readonly name: string;
  readonly isTensor: boolean;
  readonly type?: string;
  readonly shape?: readonly (number | string)[];
}

export interface OnnxTensor {
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: ArrayLike<number> | ArrayLike<bigint> | readonly string[];
}

const NAME = "onnxruntime-node";

/**
 * Loads the runtime from `modulesDir/node_modules` (the data folder), else from where Kinora itself is installed. Only these
 * two: what lies in the working folder is not ours to run. Throws Failure `bad_option` that says how to install it.
 */
export function loadOnnxRuntime(modulesDir: string): OnnxRuntime {
  const require = createRequire(import.meta.url);
  const own = join(modulesDir, "node_modules", NAME);
  const install = `npm install --ignore-scripts --prefix ${JSON.stringify(modulesDir)} ${NAME}`;
  const isThere = existsSync(own);
  try {
    return require(isThere ? own : NAME) as OnnxRuntime;
  } catch (cause) {
    const isMissing = !isThere && cause instanceof Error && "code" in cause && cause.code === "MODULE_NOT_FOUND";
    const words = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
    const detail = isMissing
      ? `Analyzers run with ${NAME}, which is not installed here: ${install}`
      : `${NAME} is there and does not load (${words}). Install it again: ${install}`;
    throw new Failure("bad_option", { detail, cause });
  }
}
