import { type DataType as ArrowType, TimeUnit, Type, tableFromIPC } from "@uwdata/flechette";
import { decimalText } from "../decimal.ts";
import { messageOf, PinbookError } from "../errors.ts";
import type { ColumnTable, Schema } from "../schema.ts";
import { keepMarks } from "./byte-order-marks.ts";
import { readCompressed } from "./compression.ts";
import { fieldFrom, microsOf, UnreadType } from "./from-type.ts";
import { endOfStream } from "./messages.ts";
import { type ArrowSource, messagesIn } from "./source.ts";

/** The rows of an Arrow IPC file or stream; throws where it is none, or has a type that is not read. `name` is for errors. */
export const decodeArrow = (bytes: Uint8Array, name: string): ColumnTable => {
  try {
    return decoded(bytes);
  } catch (error) {
    throw unreadable(error, name);
  }
};

/** Rows of a file that cannot be read. */
export interface ArrowDamage {
  /** The first of them, from 1. */
  readonly row: number;
  readonly reason: string;
}

/**
 * The rows of an Arrow IPC file or stream, a table a record batch, of which little more than one is in memory. Where it is
 * none, is damaged or cut off, that is an error, or is told, and the rows before are all that there are.
 */
export async function* arrowTables(
  source: ArrowSource,
  name: string,
  onDamage?: (damage: ArrowDamage) => void,
): AsyncGenerator<ColumnTable> {
  let row = 1;
  try {
    for await (const table of batchesOf(source)) {
      yield table;
      row += table.rowCount;
    }
  } catch (error) {
    if (!onDamage || error instanceof PinbookError) throw unreadable(error, name);
    onDamage({ row, reason: messageOf(error) });
  }
}

async function* batchesOf(source: ArrowSource): AsyncGenerator<ColumnTable> {
  const before: Uint8Array[] = [];
  for await (const { kind, bytes } of messagesIn(source)) {
    if (kind === "batch") yield decoded(Buffer.concat([...before, bytes, endOfStream]));
    else if (kind !== "other") before.push(new Uint8Array(bytes));
  }
  if (before.length === 0) throw new Error("it has no schema");
}

const decoded = (bytes: Uint8Array): ColumnTable => {
  readCompressed();
  // A copy, whose numbers of eight bytes lie as they must; a Buffer's slice would be none.
  const table = tableFromIPC(new Uint8Array(bytes), options);
  for (const column of table.children) keepMarks(column.data);
  const schema = table.schema.fields.map(fieldFrom);
  const columns = table.schema.fields.map(({ name: column, type }, index) => [
    column,
    valuesOf(table.getChildAt(index), valueFrom(type)),
  ]);
  return { schema, rowCount: table.numRows, columns: Object.fromEntries(columns) };
};

/** The columns of an Arrow IPC file or stream, of which only the beginning is read. */
export const arrowSchema = async (source: ArrowSource, name: string): Promise<Schema> => {
  try {
    for await (const { kind, bytes } of messagesIn(source)) {
      if (kind === "schema") return decodeArrow(Buffer.concat([bytes, endOfStream]), name).schema;
    }
    throw new Error("it has no schema");
  } catch (error) {
    throw unreadable(error, name);
  }
};

/** What a source threw is told as it is. */
const unreadable = (error: unknown, name: string): PinbookError =>
  error instanceof PinbookError && !(error instanceof UnreadType)
    ? error
    : new PinbookError(`the Arrow file ${name} cannot be read: ${messageOf(error)}`, { cause: error });

const options = {
  useBigInt: true,
  useBigIntTimestamp: true,
  useDate: false,
  useDecimalInt: true,
  useMap: true,
};

type Convert = (value: never) => unknown;

const valuesOf = (column: Iterable<unknown>, convert: Convert | undefined): unknown[] =>
  Array.from(column, (value) => orNull(value, convert));

/** How a value of a type, as the library gives it, becomes that of a column; undefined where it is one already. */
const valueFrom = (type: ArrowType): Convert | undefined => {
  switch (type.typeId) {
    case Type.Int:
      return type.bitWidth === 32 && !type.signed ? (value: number) => BigInt(value) : undefined;
    case Type.Date:
      return (time: number) => time / 86_400_000;
    case Type.Timestamp:
      return timestampFrom(type.unit);
    case Type.Decimal:
      return (digits: bigint | number) => decimalText(BigInt(digits), type.scale);
    case Type.Dictionary:
      return valueFrom(type.dictionary);
    case Type.RunEndEncoded:
      return valueFrom(type.children[1].type);
    case Type.List:
    case Type.LargeList:
    case Type.FixedSizeList:
    case Type.ListView:
    case Type.LargeListView:
      return listFrom(valueFrom(type.children[0].type));
    case Type.Struct:
      return structFrom(type.children.map((child) => [child.name, valueFrom(child.type)]));
    case Type.Map:
      return mapFrom(type.children[0].type);
    default:
      return undefined;
  }
};

const timestampFrom = (unit: number): Convert | undefined => {
  if (unit === TimeUnit.NANOSECOND) return (nanos: bigint) => (nanos - (((nanos % 1000n) + 1000n) % 1000n)) / 1000n;
  const factor = microsOf(unit);
  return factor === 1n ? undefined : (value: bigint) => value * factor;
};

const listFrom =
  (convert: Convert | undefined): Convert =>
  (list: Iterable<unknown>) =>
    Array.from(list, (value) => orNull(value, convert));

const structFrom =
  (fields: readonly (readonly [string, Convert | undefined])[]): Convert =>
  (row: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(fields.map(([name, convert]) => [name, orNull(row[name], convert)]));

const mapFrom = (entries: ArrowType): Convert => {
  const [key, value] = "children" in entries && entries.children ? entries.children : [];
  const [keyFrom, itemFrom] = [key && valueFrom(key.type), value && valueFrom(value.type)];
  return (map: ReadonlyMap<unknown, unknown>) =>
    new Map(Array.from(map, ([name, item]) => [orNull(name, keyFrom), orNull(item, itemFrom)]));
};

const orNull = (value: unknown, convert: Convert | undefined): unknown => {
  if (value === null || value === undefined) return null;
  return convert ? convert(value as never) : value;
};
