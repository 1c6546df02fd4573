import { expect, test } from "@jest/globals";
import { groupByGroup } from "../../../src/session/language/group-by-group.ts";

test("acts of one group run side by side, those of the next once all of it are done, also where one fails", async () => {
  const inGroup = groupByGroup();
  const ends = new Map<string, () => void>();
  const act = (name: string) =>
    inGroup(name[0], async () => {
      await new Promise<void>((resolve) => void ends.set(name, resolve));
      if (name === "a2") throw new Error("failed");
      return name;
    }).catch((error: Error) => error.message);
  const begun = async (name: string): Promise<void> => {
    while (!ends.has(name)) await new Promise(setImmediate);
  };
  const all = Promise.all(["a1", "a2", "b1", "b2", "a3"].map(act));
  await begun("a2");
  expect([...ends.keys()]).toEqual(["a1", "a2"]);
  ends.get("a1")?.();
  ends.get("a2")?.();
  await begun("b2");
  expect([...ends.keys()]).toEqual(["a1", "a2", "b1", "b2"]);
  ends.get("b2")?.();
  ends.get("b1")?.();
  await begun("a3");
  ends.get("a3")?.();
  expect(await all).toEqual(["a1", "failed", "b1", "b2", "a3"]);
});
