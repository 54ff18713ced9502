import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { PictureLimits } from "./pictures.ts";
import { type FuzzCase, makeCase } from "./run-case.ts";

interface Order {
  readonly seed: number;
  readonly index: number;
  readonly limits: PictureLimits;
}

/** Draws the cases in a process of its own, so that the memory of this one is that of what is tested. */
export interface CaseMaker {
  make(index: number): Promise<FuzzCase>;
  close(): void;
}

export const openCaseMaker = ({ seed, limits }: Omit<Order, "index">): CaseMaker => {
  const child = fork(fileURLToPath(import.meta.url), { serialization: "advanced" });
  const ended = once(child, "exit").then((): never => {
    throw new Error("The process that draws the pictures has ended.");
  });
  ended.catch(() => undefined); // looked at while a case is made
  return {
    make: async (index) => {
      child.send({ seed, index, limits } satisfies Order);
      const [fuzzCase] = (await Promise.race([once(child, "message"), ended])) as [FuzzCase];
      return fuzzCase;
    },
    close: () => {
      child.disconnect();
    },
  };
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.on("message", ({ seed, index, limits }: Order) => {
    void makeCase(seed, index, limits).then((fuzzCase) => process.send?.(fuzzCase));
  });
}
