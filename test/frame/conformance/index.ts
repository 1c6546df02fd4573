import type { AnyFrame } from "../../../src/frame/index.ts";
import { aggregates } from "./aggregates.ts";
import { binaries, binaryFrames } from "./binary.ts";
import { casts } from "./casts.ts";
import { concats } from "./concats.ts";
import { decimalExpressions, decimalFrames } from "./decimals.ts";
import { expressions } from "./expressions.ts";
import { singlePrecision } from "./float32.ts";
import type { FrameCase } from "./frame-case.ts";
import { functions } from "./functions.ts";
import { groups } from "./groups.ts";
import { joins } from "./joins.ts";
import { mapColumns } from "./maps.ts";
import { numbers } from "./numbers.ts";
import { type ExpressionCase, type Failure, one } from "./one-row.ts";
import { queries } from "./queries.ts";
import { reshape } from "./reshape.ts";
import { sets } from "./sets.ts";
import { sorts } from "./sorts.ts";
import { texts } from "./texts.ts";
import { times } from "./times.ts";
import { verbs } from "./verbs.ts";

/** What every engine must give for a frame: rows in order, or an error. */
export interface Case {
  readonly title: string;
  readonly frame: () => Pick<AnyFrame, "plan" | "sources" | "schema">;
  /** The engine that alone does it. */
  readonly only?: string;
  readonly expected: { readonly rows: readonly (readonly unknown[])[] } | Failure;
}

const ofExpression = ([title, row, expr, expected]: ExpressionCase): Case => ({
  title,
  frame: () =>
    one(row)
      .derive((d) => ({ result: expr(d) }))
      .select("result"),
  expected: isFailure(expected) ? expected : { rows: [[expected]] },
});

const ofFrame = ([title, frame, expected]: FrameCase): Case => ({
  title,
  frame: () => (typeof frame === "function" ? frame() : frame),
  expected: isFailure(expected) ? expected : { rows: expected },
});

const isFailure = (expected: unknown): expected is Failure =>
  typeof expected === "object" && expected !== null && "error" in expected;

/** The cases that every engine passes. */
export const cases: readonly Case[] = [
  ...[...expressions, ...functions, ...numbers, ...casts, ...texts, ...times, ...decimalExpressions, ...binaries].map(
    ofExpression,
  ),
  ...[
    ...groups,
    ...aggregates,
    ...joins,
    ...concats,
    ...verbs,
    ...sorts,
    ...reshape,
    ...decimalFrames,
    ...binaryFrames,
    ...singlePrecision,
    ...mapColumns,
    ...sets,
  ].map(ofFrame),
  ...queries.map((query) => ({ ...ofFrame(query), only: "duckdb" })),
];
