import { describe, expect, test } from "@jest/globals";
import { fromRows } from "../../src/frame/index.ts";
import { frameOf } from "./two-columns.ts";

const left = frameOf(["a", 1], [null, 2]);
const right = fromRows([{ k: "b", m: 10 }]);

describe("a join", () => {
  test("from the left makes the other's columns nullable", () => {
    expect(left.joinLeft(right, ["k"]).schema.find((field) => field.name === "m")?.nullable).toBe(true);
  });

  test("refuses columns of one name on both sides, and keys of different types", () => {
    expect(() =>
      left.join(
        left.derive((d) => ({ n: d.n.add(1) })),
        "k",
      ),
    ).toThrow("Both sides of the join have a column 'n'");
    const texts = left.derive((d) => ({ n: d.n.cast("string") }));
    expect(() => (left as never as typeof texts).semijoin(texts, "n")).toThrow("The key 'n' is int32 on the left");
  });

  test("of a frame with itself reads it once", () => {
    const other = left.select("k").derive((d) => ({ same: d.k }));
    expect(Object.keys(left.join(other, "k").sources)).toEqual(["table"]);
  });

  test("tells sources of one name apart", () => {
    const joined = left.join(right, "k").join(fromRows([{ k: "a", z: 1 }]), "k");
    expect(Object.keys(joined.sources)).toEqual(["table", "table_2", "table_3"]);
  });
});

test("concat of other columns is refused", () => {
  const wider = left.derive((d) => ({ x: d.n }));
  expect(() => left.concat(wider as never)).toThrow("'x' is only in the second frame");
});
