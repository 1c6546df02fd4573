import { expect } from "@jest/globals";
import { type AnyFrame, collectAll, type Row, tableToRows } from "../../src/frame/index.ts";
import type { ColumnTable } from "../../src/schema.ts";
import { expectConforming } from "../frame/conforms.ts";

/** The rows of frames, collected together on each engine: a refusal fails, and so do rows that differ, or their order. */
export const onBoth = async (frames: readonly AnyFrame[]): Promise<readonly (readonly Row[])[]> => {
  const [arquero, duckdb] = [
    await collectAll(frames, { engine: "arquero" }),
    await collectAll(frames, { engine: "duckdb" }),
  ];
  for (const [at, frame] of frames.entries()) {
    const [one, other] = [arquero[at], duckdb[at]] as [ColumnTable, ColumnTable];
    expectConforming(one);
    expectConforming(other);
    expect(one.schema).toEqual(frame.schema);
    expect(plain(other)).toEqual(plain(one));
  }
  return arquero.map((table) => tableToRows(table));
};

const plain = (table: ColumnTable) => ({
  ...table,
  columns: Object.fromEntries(Object.entries(table.columns).map(([name, values]) => [name, Array.from(values)])),
});
