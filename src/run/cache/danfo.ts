import type { Encoder } from "./encode.ts";
import type { Node } from "./nodes.ts";
import { NotRestorable } from "./protocol.ts";

/** What is used of Danfo's frames and series, which cells may have from any copy of it. */
export interface DanfoFrame {
  readonly $data: readonly unknown[];
  readonly $dataIncolumnFormat: readonly unknown[];
  readonly $index: readonly (string | number)[];
  readonly $columns: readonly string[];
  readonly $dtypes: readonly string[];
  readonly $isSeries: boolean;
  readonly $config: object;
}

/** What such a frame is made of again. */
export interface DanfoParts {
  readonly data: unknown;
  readonly options: object;
}

/** Whether an object is Danfo's, by its fields. */
export const isDanfo = (value: object): value is DanfoFrame => fields.every((name) => Object.hasOwn(value, name));

const fields = ["$data", "$dataIncolumnFormat", "$index", "$columns", "$dtypes", "$isSeries", "$config"];

/** The node of a Danfo frame or series; throws NotRestorable where its constructor would not make the same. */
export const danfoNode = (frame: DanfoFrame, encoder: Encoder): Node => {
  const { $data, $dataIncolumnFormat, $index, $columns, $dtypes, $isSeries, $config } = frame;
  const known = new Set<string | symbol>([...fields, ...($isSeries ? [] : $columns)]);
  const own = Reflect.ownKeys(frame).find((key) => !known.has(key));
  if (own !== undefined) throw new NotRestorable(`is a Danfo frame with the field ${String(own)}`);
  const options = { index: $index, columns: $columns, dtypes: $dtypes, config: { ...$config } };
  const parts: DanfoParts = { data: $data, options };
  if ($isSeries) {
    if ($data !== $dataIncolumnFormat || $data.some((value) => typeof value === "object" && value !== null))
      throw new NotRestorable("is a Danfo series of lists or objects");
    return ["danfo", "Series", encoder.slot(parts, "parts"), encoder.apartCount()];
  }
  if (!isTransposed($data as readonly unknown[][], $dataIncolumnFormat as readonly unknown[][]))
    throw new NotRestorable("is a Danfo frame whose rows and columns do not hold the same");
  const first = encoder.apartCount();
  for (const column of $dataIncolumnFormat)
    if (encoder.apart(column as object) === undefined)
      throw new NotRestorable("is a Danfo frame that shares a column with another value");
  return ["danfo", "DataFrame", encoder.slot(parts, "parts"), first];
};

const isTransposed = (rows: readonly unknown[][], columns: readonly unknown[][]): boolean =>
  columns.every(
    (column, at) => column.length === rows.length && column.every((value, row) => Object.is(value, rows[row]?.[at])),
  );
