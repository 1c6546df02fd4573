import { describe, expect, test } from "@jest/globals";
import { fromRows, type NumberExpr, op, type StringExpr } from "../../../src/frame/index.ts";
import { duckdbFolder } from "../../support/duckdb-folder.ts";

duckdbFolder();

const counted = (text: StringExpr<null>): NumberExpr<null> => {
  const count = text.trim();
  const unit = op.when(count.matches(/k$/i), 1000).when(count.matches(/m$/i), 1_000_000).otherwise(1);
  return count
    .extract(/^(\d+)[km]?$/i, 1)
    .tryCast("int32")
    .mul(unit);
};

describe("what expressions of DuckDB's have in common", () => {
  const rows: { readonly t: string | null }[] = [" 5k", "x", "2m ", null, "7"].map((t) => ({ t }));
  const frame = fromRows(rows);
  const derived = frame.derive((d) => ({ n: counted(d.t), again: counted(d.t.lower()) }));

  test("is computed once, and no column of the frame", async () => {
    const sql = frame.derive((d) => ({ n: counted(d.t) })).explain("duckdb");
    expect(sql.split('pinbook_trim("').length - 1).toBe(1);
    expect(await derived.toRows({ engine: "duckdb" })).toEqual(await derived.toRows({ engine: "arquero" }));
    expect(Object.keys((await derived.toRows({ engine: "duckdb" }))[0] ?? {})).toEqual(["t", "n", "again"]);
  });

  test("stays where it is if it may fail", async () => {
    const guarded = frame.derive((d) => {
      const number = d.t.cast("int32");
      return { n: op.when(d.t.eq("7"), number.add(number)).otherwise(null) };
    });
    expect((await guarded.toRows({ engine: "duckdb" })).map(({ n }) => n)).toEqual([null, null, null, null, 14]);
  });

  test("is found in groups, in one expression inside another, and beside rows in an order", async () => {
    const grouped = frame
      .derive((d) => {
        const [trimmed, upper] = [d.t.trim(), d.t.trim().upper()];
        const longer = upper.replace(/X/, "y");
        return {
          most: op.max(trimmed.length()),
          a: op.concat(trimmed, trimmed, longer),
          b: op.concat(upper, longer, upper),
        };
      })
      .orderby("a");
    expect(await grouped.toRows({ engine: "duckdb" })).toEqual(await grouped.toRows({ engine: "arquero" }));
  });
});
