import type { Schema } from "../../schema.ts";
import type { ExprNode, Plan } from "../plan.ts";
import type { Names } from "./names.ts";
import { firstRow, type Step } from "./step.ts";

/** A source's rows as a table of DuckDB's, which is made before the query runs. */
export interface SourceTable {
  readonly source: string;
  /** Quoted, as all names here. */
  readonly table: string;
  /** The column with the row's number from 0; absent where nobody asks for the order. */
  readonly row: string | undefined;
  /** What the plan reads of the source, and what each column is called. */
  readonly schema: Schema;
  readonly columns: readonly string[];
  /** What is true of every row that the plan uses. */
  readonly filter: ExprNode | undefined;
  /** Whether its rows go into a join. */
  readonly isBelowJoin: boolean;
}

/** A query under way. */
export interface Building {
  readonly names: Names;
  /** The parts of the plan whose order is needed. */
  readonly inOrder: ReadonlySet<Plan>;
  /** The parts of the plan whose rows go into a join. */
  readonly belowJoins: ReadonlySet<Plan>;
  /** The common table expressions so far. */
  readonly parts: Part[];
  readonly sources: Map<string, SourceTable>;
}

/** A common table expression. */
export interface Part {
  readonly name: string;
  readonly body: string;
  /** Whether it must be computed once and as it stands. */
  readonly kept?: "MATERIALIZED" | undefined;
}

/** Adds a common table expression and gives its name. */
export const addPart = (building: Building, stem: string, body: string, kept?: Part["kept"]): string => {
  const name = building.names.fresh(stem);
  building.parts.push({ name, body, kept });
  return name;
};

/** The first row of each group as a column and as the order of the groups, where that order is needed. */
export const firstRowFor = (plan: Plan, input: Step, { inOrder, names }: Building) =>
  inOrder.has(plan) ? firstRow(input.order ?? [], names.fresh("row")) : undefined;

/** The same rows in the same order, under another name. */
export const renamedStep = (step: Step, name: string): Step => ({ ...step, name });
