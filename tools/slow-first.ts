import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Whole processes, browsers and long waits: begun last, one of them would run alone at the end. The chaos run waits most. */
const SLOW = [/\/test\/chaos\//u, /\/test\/e2e\//u, /\/bench\/engine\/fuzz\//u];

const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = SLOW.findIndex((path) => path.test(moduleId));
  return rank === -1 ? SLOW.length : rank;
};

/** Starts the files that take longest first; the rest in Vitest's own order. */
export default class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}
