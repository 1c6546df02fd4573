import { createRequire } from "node:module";
import type { Column, DataType } from "@uwdata/flechette";
import type { Packed, PackedKind } from "./packed.ts";

type Flechette = typeof import("@uwdata/flechette");

/** Columns of one length as an Arrow IPC stream. */
export const toArrow = (columns: readonly Packed[]): Uint8Array => {
  const arrow = flechette();
  const named = columns.map((column, at): [string, Column<unknown>] => [String(at), columnOf(column, arrow)]);
  const bytes = arrow.tableToIPC(arrow.tableFromColumns(named), { format: "stream" });
  if (!bytes) throw new Error("the columns gave no Arrow stream");
  return bytes;
};

/** The columns of an Arrow IPC stream that toArrow made. */
export const fromArrow = (bytes: Uint8Array): readonly Packed[] => {
  const arrow = flechette();
  // At a place of its own, where numbers of eight bytes lie as they must.
  const { children } = arrow.tableFromIPC(bytes.slice());
  return children.map((column) => packedOf(column as unknown as Column<unknown>, arrow));
};

/** Loaded with the first large value only. */
const flechette = (): Flechette => {
  loaded ??= createRequire(import.meta.url)("@uwdata/flechette") as Flechette;
  return loaded;
};

let loaded: Flechette | undefined;

/** What is read and written of a batch of Flechette. */
interface BatchParts extends Pick<Packed, "length" | "nullCount"> {
  readonly type: DataType;
  readonly validity?: Uint8Array | undefined;
  readonly values: Packed["values"];
  readonly offsets?: Int32Array | undefined;
  readonly dictionary?: Column<unknown>;
}

type BatchClass = new (parts: BatchParts) => { setDictionary?(dictionary: Column<unknown>): void };

const columnOf = ({ kind, dictionary, ...parts }: Packed, arrow: Flechette): Column<unknown> => {
  const texts = dictionary && columnOf(dictionary, arrow);
  const type = texts ? arrow.dictionary(texts.type, indexType(parts.values, arrow)) : typeOf(kind, arrow);
  const validity = parts.validity ?? new Uint8Array();
  const made = new (arrow.batchType(type) as unknown as BatchClass)({ ...parts, validity, type });
  if (texts) made.setDictionary?.(texts);
  return new arrow.Column([made as never], type);
};

const indexType = (values: Packed["values"], { int8, int16, int32 }: Flechette) =>
  values instanceof Int8Array ? int8() : values instanceof Int16Array ? int16() : int32();

const typeOf = (kind: PackedKind, arrow: Flechette): DataType => {
  if (kind === "dictionary") throw new Error("a dictionary needs its texts");
  return kind === "date" ? arrow.timestamp(arrow.TimeUnit.MILLISECOND) : arrow[kind]();
};

const packedOf = (column: Column<unknown>, arrow: Flechette): Packed => {
  const [batch] = column.data as unknown as readonly BatchParts[];
  if (!batch) throw new Error("a column of the Arrow stream is empty");
  const { length, nullCount, values, offsets, dictionary } = batch;
  return {
    kind: kindOf(column.type, arrow),
    length,
    nullCount,
    validity: nullCount > 0 ? batch.validity : undefined,
    values,
    ...(offsets ? { offsets } : {}),
    ...(dictionary ? { dictionary: packedOf(dictionary, arrow) } : {}),
  };
};

const kindOf = (type: DataType, { Type }: Flechette): PackedKind => {
  switch (type.typeId) {
    case Type.Bool:
      return "bool";
    case Type.Int:
      return `int${(type as { bitWidth: 8 | 16 | 32 | 64 }).bitWidth}`;
    case Type.Float:
      return "float64";
    case Type.Timestamp:
      return "date";
    case Type.Utf8:
      return "utf8";
    case Type.Dictionary:
      return "dictionary";
    default:
      throw new Error(`a column of the Arrow stream has the type ${type.typeId}`);
  }
};
