import { fromRows, op, sql } from "../../../src/frame/index.ts";
import type { Schema } from "../../../src/schema.ts";
import { frameOf } from "../two-columns.ts";
import type { FrameCase } from "./frame-case.ts";
import { at, fails, one } from "./one-row.ts";

const table = frameOf(["a", 1], [null, 2], ["😀", null], ["a", 4]);
const sums = [
  { name: "k", type: "string", nullable: true },
  { name: "total", type: "int64", nullable: true },
] as const satisfies Schema;
const big = [{ name: "n", type: "int64", nullable: false }] as const satisfies Schema;
const flags = [{ name: "same", type: "boolean", nullable: true }] as const satisfies Schema;

/** Queries of DuckDB's SQL, in the order of their ORDER BY. */
export const queries: readonly FrameCase[] = [
  [
    "a query groups",
    table.sql("SELECT k, sum(n) AS total FROM self GROUP BY k ORDER BY k NULLS FIRST", sums),
    [
      [null, 2n],
      ["a", 5n],
      ["😀", null],
    ],
  ],
  ["a query without rows", frameOf().sql("SELECT k, sum(n) AS total FROM self GROUP BY k", sums), []],
  [
    "a query's rows are those of self in its order",
    table.sql("FROM self SELECT n::BIGINT AS n WHERE n IS NOT NULL", big),
    [[1n], [2n], [4n]],
  ],
  [
    "a query knows the frame by its source's name",
    frameOf(["a", 1]).sql('SELECT count(*) AS n FROM "table"', big),
    [[1n]],
  ],
  ["a query takes values", table.sql(sql`SELECT n::BIGINT AS n FROM self WHERE k = ${"a"} AND n > ${1}`, big), [[4n]]],
  [
    "a query's text is whatever it holds",
    table.sql(sql`SELECT ${"'; DROP TABLE self; --"} = '''; DROP TABLE self; --' AS same`, flags),
    [[true]],
  ],
  ["a query takes a list", table.sql(sql`SELECT n::BIGINT AS n FROM self WHERE n IN ${[2, 4]}`, big), [[2n], [4n]]],
  [
    "a query takes another frame",
    table.sql(sql`SELECT n::BIGINT AS n FROM self JOIN ${fromRows([{ k: "a", z: 1 }])} USING (k) ORDER BY n`, big),
    [[1n], [4n]],
  ],
  [
    "a query in a query",
    table.sql("SELECT n::BIGINT AS n FROM self WHERE n > 1", big).sql("SELECT count(*) AS n FROM self", big),
    [[2n]],
  ],
  [
    "verbs go on after a query",
    table
      .sql("SELECT n::BIGINT AS n FROM self WHERE n IS NOT NULL ORDER BY n DESC", big)
      .derive((d) => ({ place: op.rowNumber(), n: d.n.add(1n) }))
      .slice(0, 2),
    [
      [5n, 1],
      [3n, 2],
    ],
  ],
  [
    "a query of values no column has",
    one({ f: Number.NaN, e: -0 }).sql("SELECT f = 'NaN'::DOUBLE AND e = 0 AS same FROM self", flags),
    [[true]],
  ],
  [
    "a query reads a struct's fields by their names",
    one({ s: { a: 1, b: "x" } }).sql("SELECT s.a::BIGINT AS n FROM self WHERE s.b = 'x'", big),
    [[1n]],
  ],
  [
    "a query gives structs, lists, maps, dates and times",
    one({ s: { a: 1, b: null }, l: ["x", null], at: "1969-12-31 23:59:59.5", day: "0001-01-01", m: { k: 3 } }).sql(
      "SELECT {'b': s.a, 'a': [s.b]} AS s, l, m, \"at\", day, 1.5::DECIMAL(4, 2) AS d FROM self",
      [
        {
          name: "s",
          type: {
            kind: "struct",
            fields: [
              { name: "b", type: "int32", nullable: true },
              { name: "a", type: { kind: "list", element: "string", containsNull: true }, nullable: true },
            ],
          },
          nullable: true,
        },
        { name: "l", type: { kind: "list", element: "string", containsNull: true }, nullable: true },
        { name: "m", type: { kind: "map", key: "string", value: "int32", valueContainsNull: true }, nullable: true },
        { name: "at", type: "timestamp", nullable: true },
        { name: "day", type: "date", nullable: true },
        { name: "d", type: { kind: "decimal", precision: 4, scale: 2 }, nullable: true },
      ],
    ),
    [[{ b: 1, a: [null] }, ["x", null], new Map([["k", 3]]), at("1969-12-31T23:59:59.5Z"), at("0001-01-01"), "1.50"]],
  ],
  [
    "a query's whole number past 64 bits",
    table.sql("SELECT 9223372036854775807 + 1::HUGEINT AS n", big),
    fails("9223372036854775808"),
  ],
  [
    "a query's null where its schema has none",
    table.sql("SELECT NULL::BIGINT AS n", big),
    fails("The query gave null in the column 'n', which its schema says is never null."),
  ],
  [
    "a query of other columns than its schema",
    table.sql("SELECT 1 AS n", big),
    fails("The query gives n int32, and its schema says n int64: cast or rename"),
  ],
];
