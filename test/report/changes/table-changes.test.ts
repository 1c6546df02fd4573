import { describe, expect, test } from "@jest/globals";
import { tableChanges } from "../../../src/report/changes/table-changes.ts";

const table = (head: readonly string[], ...rows: readonly (readonly string[])[]) => ({ head: [head], rows });

describe("changes of a table", () => {
  test("are told row by row, by the first columns that tell rows apart", () => {
    const a = table(["country", "year", "n"], ["A", "1", "5"], ["A", "2", "6"], ["B", "1", "7"]);
    const b = table(["country", "year", "n"], ["A", "1", "5"], ["A", "2", "8"], ["C", "1", "9"]);
    expect(tableChanges(a, b)).toEqual({
      columns: ["country", "year", "n"],
      added: [],
      removed: [],
      key: ["country", "year"],
      same: 1,
      rows: [
        { change: "changed", before: ["A", "2", "6"], after: ["A", "2", "8"] },
        { change: "added", after: ["C", "1", "9"] },
        { change: "removed", before: ["B", "1", "7"] },
      ],
    });
  });

  test("compare whole rows where no columns tell them apart, equal ones by their count", () => {
    const found = tableChanges(
      table(["x", "y"], ["1", "a"], ["1", "a"], ["1", "b"]),
      table(["x", "y"], ["1", "a"], ["1", "b"], ["1", "b"]),
    );
    expect(found.key).toEqual([]);
    expect(found.same).toBe(2);
    expect(found.rows).toEqual([
      { change: "added", after: ["1", "b"] },
      { change: "removed", before: ["1", "a"] },
    ]);
  });

  test("name columns that came and went, and follow those that moved", () => {
    const found = tableChanges(table(["id", "old", "v"], ["1", "o", "x"]), table(["v", "id", "new"], ["x", "1", "n"]));
    expect(found).toMatchObject({ columns: ["v", "id", "new", "old"], added: ["new"], removed: ["old"], key: ["v"] });
    expect(found.rows).toEqual([{ change: "changed", before: ["x", "1", "", "o"], after: ["x", "1", "n", ""] }]);
  });
});
