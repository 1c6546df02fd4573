import type { ColumnTable, Field, Schema } from "../../schema.ts";
import { fitterOf, misfit } from "../fit-value.ts";
import type { ExprNode } from "../plan.ts";

/** Columns that rows are added to, one after the other. */
export interface Filling {
  readonly rowCount: number;
  /** Adds a row of JSON, or gives the reason why it is none of the schema. */
  add(row: Readonly<Record<string, unknown>>): string | undefined;
  /** The rows added since the last time. */
  take(): ColumnTable;
}

/** What of the rows is kept, and in which tables. */
export interface Portion {
  /** Every row is held against the whole schema, so that the same rows come whatever is kept of them. */
  readonly columns: readonly string[];
  /** How many rows make a table, about. */
  readonly rows: number;
  /** How many bytes of what was read make one. */
  readonly bytes: number;
  /** Rows of which it is not true may be left out where that saves work. */
  readonly filter?: ExprNode;
}

/** Columns of a schema, still empty; how a value becomes the column's is fit's, JSON's form where nothing else is said. */
export const fillColumns = (
  schema: Schema,
  kept: readonly string[],
  fit: (field: Field) => (value: unknown) => unknown = jsonValue,
): Filling => {
  const fits = schema.map(fit);
  const names = schema.map((field) => field.name);
  const places = names.flatMap((name, index) => (kept.includes(name) ? [index] : []));
  let columns = schema.map((): unknown[] => []);
  let rowCount = 0;
  const fitted = new Array<unknown>(schema.length);
  return {
    get rowCount() {
      return rowCount;
    },
    add(row) {
      for (let index = 0; index < names.length; index++) {
        const given = row[names[index] as string] ?? null;
        const value = given === null ? null : fits[index]?.(given);
        if (value === undefined || (value === null && schema[index]?.nullable !== true)) {
          return misfit(given, schema[index] as Field);
        }
        fitted[index] = value;
      }
      for (const index of places) columns[index]?.push(fitted[index]);
      rowCount += 1;
      return undefined;
    },
    take() {
      const table = {
        schema: places.flatMap((index) => schema[index] ?? []),
        rowCount,
        columns: Object.fromEntries(places.map((index) => [names[index], columns[index] ?? []])),
      };
      columns = schema.map(() => []);
      rowCount = 0;
      return table;
    },
  };
};

const jsonValue = ({ type }: Field) => fitterOf(type);
