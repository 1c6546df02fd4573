import { messageOf, PinbookError } from "../errors.ts";
import type { StreamRecord } from "../kinesis/index.ts";
import type { ColumnTable } from "../schema.ts";
import type { DeadLetter } from "./dead-letter.ts";
import { readText, recordTable, type TextRecord } from "./record-table.ts";
import type { Transform, Transformed } from "./types.ts";

/** A batch ready to be written. */
export interface PreparedBatch {
  readonly rows: ColumnTable;
  /** In the order of the records. */
  readonly letters: readonly DeadLetter[];
}

/** Parses records and runs the transform over those that are JSON. Throws, naming stream and batch, where the transform does. */
export const prepareBatch = async (
  records: readonly StreamRecord[],
  transform: Transform,
  what: string,
): Promise<PreparedBatch> => {
  const good: TextRecord[] = [];
  const reasons = new Map<StreamRecord, string>();
  for (const record of records) {
    const read = readText(record);
    if ("reason" in read) reasons.set(record, read.reason);
    else good.push({ record, text: read.text });
  }
  const { rows, rejected = [] } = await run(transform, recordTable(good), what);
  for (const { row, reason } of rejected) {
    const bad = good[row];
    if (!bad)
      throw new PinbookError(
        `${what}: the transform rejected row ${row}, but it was given ${good.length} rows (0 is the first)`,
      );
    reasons.set(bad.record, reason);
  }
  const letters = records.flatMap((record) => {
    const reason = reasons.get(record);
    return reason === undefined ? [] : [{ record, reason }];
  });
  return { rows, letters };
};

const run = async (transform: Transform, table: ColumnTable, what: string): Promise<Transformed> => {
  try {
    const result = await transform(table);
    return "rows" in result ? result : { rows: result };
  } catch (error) {
    throw new PinbookError(
      `${what}: the transform failed: ${messageOf(error)}. Nothing of this batch is in the table; it runs again next time`,
      { cause: error },
    );
  }
};
