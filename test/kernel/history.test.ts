import { expect, test } from "@jest/globals";
import { createHistory } from "../../kernels/typescript/history.ts";

const tail = { hist_access_type: "tail", n: 10 };

test("the history keeps the last inputs where all would be too long for a reply", () => {
  const history = createHistory(10);
  for (const [i, input] of ["aaaa", "bbbb", "cccc", "d"].entries()) history.add(i + 1, input);
  expect(history.query(tail)).toEqual([
    [1, 2, "bbbb"],
    [1, 3, "cccc"],
    [1, 4, "d"],
  ]);
  history.add(5, "longer than all together");
  expect(history.query(tail)).toEqual([]);
});

test("a search for unique inputs gives the last of each kind", () => {
  const history = createHistory();
  for (const [i, input] of ["a", "b", "a", "ab"].entries()) history.add(i + 1, input);
  const search = { hist_access_type: "search", pattern: "a*", unique: true };
  expect(history.query(search)).toEqual([
    [1, 3, "a"],
    [1, 4, "ab"],
  ]);
  expect(history.query({ ...search, n: 1 })).toEqual([[1, 4, "ab"]]);
});
