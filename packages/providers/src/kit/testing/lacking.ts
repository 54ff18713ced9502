import { expect, test } from "vitest";

/** What an adapter cannot do, as a test that is seen. */
export const lacking = (what: string, why: string): void => {
  test(`${what}: not here, since ${why}`, () => expect(why).not.toBe(""));
};
