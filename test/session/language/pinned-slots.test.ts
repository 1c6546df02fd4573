import { expect, test } from "@jest/globals";
import { emptyScope, withCell } from "../../../src/session/language/documents.ts";
import { pinnedSlots } from "../../../src/session/language/pinned-slots.ts";

test("slots of a scope stay taken until the last that pinned them lets go", () => {
  const pinned = pinnedSlots();
  const scope = withCell(emptyScope, 1, "const a = 1");
  const slot = scope.cells.get(1)?.slot ?? 0;
  const [first, second] = [pinned.pin(scope), pinned.pin(scope)];
  first();
  expect(pinned.has(slot)).toBe(true);
  const next = withCell(emptyScope, 2, "2", pinned);
  expect(next.cells.get(2)?.slot).not.toBe(slot);
  second();
  expect(pinned.has(slot)).toBe(false);
});
