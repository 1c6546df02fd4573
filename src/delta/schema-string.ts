import { PinbookError } from "../errors.ts";
import type { DataType, Field, Schema } from "../schema.ts";

/** The schema as the JSON text that metaData holds (PROTOCOL.md, "Schema Serialization Format"). */
export const schemaToString = (schema: Schema): string => JSON.stringify(structOf(schema));

/** The schema of a metaData's text; throws where it is malformed or holds a type that pinbook does not know. */
export const schemaFromString = (text: string): Schema => {
  const parsed = parse(text);
  if (!isObject(parsed) || parsed.type !== "struct") throw malformed(`its type is no struct: ${text.slice(0, 100)}`);
  return fieldsFrom(parsed, "");
};

const PRIMITIVES: Readonly<Record<DataType & string, string>> = {
  boolean: "boolean",
  int8: "byte",
  int16: "short",
  int32: "integer",
  int64: "long",
  float32: "float",
  float64: "double",
  string: "string",
  binary: "binary",
  date: "date",
  timestamp: "timestamp",
  timestamp_ntz: "timestamp_ntz",
};
const FROM_PRIMITIVE = new Map(Object.entries(PRIMITIVES).map(([ours, theirs]) => [theirs, ours as DataType]));

const structOf = (schema: Schema): object => ({
  type: "struct",
  fields: schema.map((field) => ({
    name: field.name,
    type: typeOf(field.type),
    nullable: field.nullable,
    metadata: {},
  })),
});

const typeOf = (type: DataType): unknown => {
  if (typeof type === "string") return PRIMITIVES[type];
  if (type.kind === "decimal") return `decimal(${type.precision},${type.scale})`;
  if (type.kind === "struct") return structOf(type.fields);
  if (type.kind === "list")
    return { type: "array", elementType: typeOf(type.element), containsNull: type.containsNull };
  return {
    type: "map",
    keyType: typeOf(type.key),
    valueType: typeOf(type.value),
    valueContainsNull: type.valueContainsNull,
  };
};

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => value !== null && typeof value === "object";
const malformed = (detail: string): PinbookError => new PinbookError(`the table's schema cannot be read: ${detail}`);

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PinbookError(`the table's schema is no JSON: ${text.slice(0, 100)}`, { cause: error });
  }
};

const fieldsFrom = (struct: Json, place: string): Schema => {
  if (!Array.isArray(struct.fields)) throw malformed(`struct ${place || "at the top"} has no list of fields`);
  return struct.fields.map((field: unknown): Field => {
    if (!isObject(field) || typeof field.name !== "string") throw malformed(`a field of ${place || "it"} has no name`);
    const { name } = field;
    return {
      name,
      type: typeFrom(field.type, place === "" ? name : `${place}.${name}`),
      nullable: field.nullable !== false,
    };
  });
};

const typeFrom = (type: unknown, place: string): DataType => {
  if (typeof type === "string") return primitiveFrom(type, place);
  if (isObject(type) && type.type === "struct") return { kind: "struct", fields: fieldsFrom(type, place) };
  if (isObject(type) && type.type === "array")
    return {
      kind: "list",
      element: typeFrom(type.elementType, `${place}.element`),
      containsNull: type.containsNull !== false,
    };
  if (isObject(type) && type.type === "map")
    return {
      kind: "map",
      key: typeFrom(type.keyType, `${place}.key`),
      value: typeFrom(type.valueType, `${place}.value`),
      valueContainsNull: type.valueContainsNull !== false,
    };
  throw malformed(`column ${place} has the type ${JSON.stringify(type)}, which pinbook does not know`);
};

const primitiveFrom = (name: string, place: string): DataType => {
  const known = FROM_PRIMITIVE.get(name);
  if (known !== undefined) return known;
  const decimal = /^decimal(?:\((\d+),\s*(-?\d+)\))?$/.exec(name);
  if (decimal) return { kind: "decimal", precision: Number(decimal[1] ?? 10), scale: Number(decimal[2] ?? 0) };
  throw malformed(`column ${place} has the type "${name}", which pinbook does not know`);
};
