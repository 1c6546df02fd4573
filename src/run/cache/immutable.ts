import { deserialize, serialize } from "node:v8";
import { messageOf } from "../../errors.ts";
import { fewRows, readColumns, type StoredColumns, storeColumns } from "./columns/index.ts";
import { immutableSymbol, NotRestorable } from "./protocol.ts";

/** What never changes, as bytes; the columns of a large table by the form that is best for each. */
export const encodeImmutable = (value: object): Uint8Array => {
  const columns = columnsOf(value);
  try {
    if (!columns) return serialize(value);
    const { columns: _, ...rest } = value as { readonly columns: unknown };
    const stored = storeColumns(Object.values(columns), { takeDates: () => 0, slotsOf: (values) => values });
    return serialize({ [form]: { names: Object.keys(columns), stored }, rest } satisfies StoredTable);
  } catch (error) {
    throw new NotRestorable(`holds what cannot be stored: ${messageOf(error)}`);
  }
};

/** The same again. */
export const decodeImmutable = (bytes: Uint8Array): object => {
  const value = deserialize(bytes) as object | StoredTable;
  const made = form in value ? tableOf(value) : value;
  return Object.defineProperty(made, immutableSymbol, { value: true });
};

const form = "pinbook.columns";

interface StoredTable {
  readonly [form]: { readonly names: readonly string[]; readonly stored: StoredColumns };
  readonly rest: object;
}

const tableOf = ({ [form]: { names, stored }, rest }: StoredTable): object => {
  const columns = readColumns(stored);
  return { ...rest, columns: Object.fromEntries(names.map((name, at) => [name, columns[at]])) };
};

type Columns = Readonly<Record<string, ArrayLike<unknown>>>;

/** The columns of a table of many rows, as frames hold it; undefined for all else. */
const columnsOf = (value: object): Columns | undefined => {
  const { rowCount, columns } = value as { readonly rowCount?: unknown; readonly columns?: unknown };
  if (typeof rowCount !== "number" || rowCount < fewRows || columns === null || typeof columns !== "object")
    return undefined;
  const isList = (one: unknown): boolean => Array.isArray(one) || ArrayBuffer.isView(one);
  return Object.values(columns).every(isList) ? (columns as Columns) : undefined;
};
