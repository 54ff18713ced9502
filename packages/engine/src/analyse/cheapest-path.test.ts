import { expect, test } from "vitest";

import { cheapestPaths } from "./cheapest-path.ts";

test("a path goes round what is dear, and reports the limit for what it cannot reach", () => {
  const toll = Float32Array.from([...[0, 9, 1], ...[1, 9, 1], ...[1, 1, 1]]);
  const cost = cheapestPaths({ width: 3, height: 3, toll, starts: [0], limit: 5 });
  expect(Array.from(cost)).toEqual([0, 5, 5, 1, 5, 5, 2, 3, 4]);
});
