/**
 * OpenCV compiled to WebAssembly (@techstark/opencv-js, Apache-2.0): the bench's own optical flow, which owes nothing to the
 * engine. Loaded with `require`: the module object has a `then` that resolves with itself, so that awaiting it never ends.
 */
import { createRequire } from "node:module";
import type * as opencv from "@techstark/opencv-js";

export type OpenCv = typeof opencv;

interface LoadingModule {
  then?: unknown;
  onRuntimeInitialized?: () => void;
}

let loaded: Promise<{ readonly cv: OpenCv }> | undefined;

/** Resolves with the library in a box, for the library itself cannot be awaited. Loads once a process, in about a second. */
export function loadOpenCv(): Promise<{ readonly cv: OpenCv }> {
  loaded ??= load();
  return loaded;
}

const FATAL = ["uncaughtException", "unhandledRejection"] as const;

async function load(): Promise<{ readonly cv: OpenCv }> {
  const before = FATAL.map((event) => process.listeners(event as "uncaughtException"));
  const module = createRequire(import.meta.url)("@techstark/opencv-js") as LoadingModule;
  delete module.then;
  // It answers any error of ours by printing its own ten megabytes of source.
  for (const [index, event] of FATAL.entries()) {
    for (const listener of process.listeners(event as "uncaughtException")) {
      if (before[index]?.includes(listener) !== true) process.off(event, listener);
    }
  }
  if (!("Mat" in module)) {
    await new Promise<void>((resolve) => {
      module.onRuntimeInitialized = resolve;
    });
  }
  return { cv: module as unknown as OpenCv };
}
