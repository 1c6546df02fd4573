import { type Field as ArrowField, type DataType as ArrowType, TimeUnit, Type } from "@uwdata/flechette";
import { PinbookError } from "../errors.ts";
import type { DataType, Field } from "../schema.ts";

/** A column has a type that is not read: nothing is wrong with the file. */
export class UnreadType extends PinbookError {}

/** A column's field, from Arrow's; throws at a type that is not read. */
export const fieldFrom = ({ name, type, nullable }: ArrowField): Field => ({
  name,
  type: typeFrom(type, name),
  nullable,
});

/** How many microseconds one of Arrow's units has that are no shorter. */
export const microsOf = (unit: number): bigint => {
  switch (unit) {
    case TimeUnit.SECOND:
      return 1_000_000n;
    case TimeUnit.MILLISECOND:
      return 1000n;
    default:
      return 1n;
  }
};

const typeFrom = (type: ArrowType, name: string): DataType => {
  switch (type.typeId) {
    case Type.Bool:
      return "boolean";
    case Type.Int:
      return integerFrom(type.bitWidth, type.signed, name);
    case Type.Float:
      return type.precision === 2 ? "float64" : "float32";
    case Type.Utf8:
    case Type.LargeUtf8:
    case Type.Utf8View:
    case Type.Null:
      return "string";
    case Type.Binary:
    case Type.LargeBinary:
    case Type.BinaryView:
    case Type.FixedSizeBinary:
      return "binary";
    case Type.Date:
      return "date";
    case Type.Timestamp:
      return type.timezone === null ? "timestamp_ntz" : "timestamp";
    case Type.Decimal:
      if (type.precision > 38) throw refuse(name, `decimal(${type.precision}, ${type.scale})`);
      return { kind: "decimal", precision: type.precision, scale: type.scale };
    case Type.Dictionary:
      return typeFrom(type.dictionary, name);
    case Type.RunEndEncoded:
      return typeFrom(type.children[1].type, name);
    default:
      return nestedFrom(type, name);
  }
};

const nestedFrom = (type: ArrowType, name: string): DataType => {
  switch (type.typeId) {
    case Type.List:
    case Type.LargeList:
    case Type.FixedSizeList:
    case Type.ListView:
    case Type.LargeListView: {
      const [child] = type.children;
      return { kind: "list", element: typeFrom(child.type, name), containsNull: child.nullable };
    }
    case Type.Struct:
      return { kind: "struct", fields: type.children.map(fieldFrom) };
    case Type.Map: {
      const entries = type.children[0].type;
      const [key, value] = "children" in entries && entries.children ? entries.children : [];
      if (!key || !value) throw refuse(name, "map without a key and a value");
      const types = { key: typeFrom(key.type, name), value: typeFrom(value.type, name) };
      return { kind: "map", ...types, valueContainsNull: value.nullable };
    }
    default:
      throw refuse(name, Object.keys(Type).find((key) => Type[key as keyof typeof Type] === type.typeId) ?? "unknown");
  }
};

const integerFrom = (bits: number, signed: boolean, name: string): DataType => {
  if (!signed && bits === 64) throw refuse(name, "uint64");
  const width = signed ? bits : bits * 2;
  return `int${width as 8 | 16 | 32 | 64}`;
};

const refuse = (name: string, type: string): UnreadType =>
  new UnreadType(`column ${name} has the type ${type}, which pinbook does not read; cast it where the data is written`);
