import { expect, test } from "vitest";
import { createToClose } from "./close-in-reverse.ts";

test("what was opened last is closed first, once, and a failure keeps nothing open", async () => {
  const closed: string[] = [];
  const toClose = createToClose();
  toClose.defer(() => closed.push("store"));
  toClose.defer(() => Promise.reject(new Error("stuck")));
  toClose.defer(() => closed.push("listener"));
  await expect(toClose.closeAll()).rejects.toThrow("stuck");
  await toClose.closeAll();
  expect(closed).toEqual(["listener", "store"]);
});
