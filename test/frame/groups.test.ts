import { describe, expect, test } from "@jest/globals";
import { op } from "../../src/frame/index.ts";
import { frameOf } from "./two-columns.ts";

const some = frameOf(["a", 1], ["b", null]);

describe("groups", () => {
  test("refuse a column that has many values", () => {
    expect(() => some.groupby("k").rollup((d) => ({ n: d.n }))).toThrow("put it inside an aggregate");
    expect(() => some.rollup((d) => ({ n: op.sum(op.count().add(d.n)) }))).toThrow("op.sum cannot hold op.countRows");
    expect(() => some.orderby(() => op.count())).toThrow("derive it first");
  });
});
