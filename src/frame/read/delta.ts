import type { BoundsOf } from "../../bounds.ts";
import { type At, localFiles, rowsIn, type Snapshot, scanRows, snapshotAt, type TableRef } from "../../delta/index.ts";
import { usageError } from "../../errors.ts";
import { type Schema, typeName } from "../../schema.ts";
import { openPlace, type Place, type S3Settings } from "../../storage/index.ts";
import type { Scan } from "../engine.ts";
import { Frame } from "../frame.ts";
import type { SourceOptions } from "../from-rows.ts";
import type { ExprNode } from "../plan.ts";
import type { Row, RowOf } from "../row-type.ts";
import { filesRead } from "./delta-files.ts";
import { mayHold } from "./may-hold.ts";

/** Which version of a table, and how its store is reached. */
export interface ReadDeltaOptions extends SourceOptions, At {
  readonly s3?: S3Settings;
}

/** Reads by a schema, which must be of columns of the table, or by the table's own. */
interface ReadDelta {
  <const S extends Schema>(table: string | Place, schema: S, options?: ReadDeltaOptions): Promise<Frame<RowOf<S>>>;
  <R extends Row = Row>(table: string | Place, schema?: undefined, options?: ReadDeltaOptions): Promise<Frame<R>>;
}

/**
 * A frame of a Delta table as it is now, or was at a version or time: later commits do not change it. Its files are read
 * when the frame is collected, few rows at a time where there are many.
 */
export const readDelta = (async (table: string | Place, schema?: Schema, options: ReadDeltaOptions = {}) => {
  const { name = "table", s3, ...which } = options;
  const ref = typeof table === "string" ? openPlace(table, s3 ? { s3 } : {}) : table;
  const snapshot = await snapshotAt(ref, which);
  const wanted = schema ?? snapshot.schema;
  checkSchema(wanted, snapshot.schema, ref);
  const plan = Object.freeze({ verb: "source" as const, name, schema: Object.freeze(wanted) });
  return new Frame(plan, { [name]: sourceOf(ref, snapshot) });
}) as ReadDelta;

/** Rows that come piece by piece, of the files that a filter needs. */
const sourceOf = (ref: TableRef, snapshot: Snapshot): Scan => {
  const rowCount = rowsIn(snapshot);
  const needed = async (filter: ExprNode | undefined) => ({ ...snapshot, files: await filesRead(snapshot, filter) });
  return {
    ...(rowCount !== undefined && { rowCount }),
    tables: async function* (columns, filter) {
      const isNeeded = filter && ((bounds: BoundsOf) => mayHold(filter, bounds));
      yield* scanRows(ref, await needed(filter), columns, isNeeded);
    },
    files: async (filter) => {
      const files = await localFiles(ref, await needed(filter));
      return files && { format: "parquet", files };
    },
  };
};

const checkSchema = (wanted: Schema, found: Schema, { store, path }: TableRef): void => {
  for (const { name, type, nullable } of wanted) {
    const field = found.find((one) => one.name === name);
    const place = `the Delta table ${store.url}/${path}`;
    if (!field) {
      throw usageError(`${place} has no column '${name}'; its columns are ${found.map((one) => one.name).join(", ")}.`);
    }
    if (JSON.stringify(field.type) !== JSON.stringify(type)) {
      throw usageError(`${place} has the column '${name}' as ${typeName(field.type)}, and not as ${typeName(type)}.`);
    }
    if (field.nullable && !nullable) throw usageError(`${place} may have nulls in '${name}': say so in the schema.`);
  }
};
