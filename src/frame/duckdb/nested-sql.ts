import { type DataType, holdsFloats } from "../../schema.ts";
import { constantOf, int32, type Maker, receiverType, slicePlaces, unlessNull } from "./maker.ts";
import { fieldName } from "./sql-type.ts";
import { sliceText } from "./text-sql.ts";

type Added =
  | "length"
  | "indexOf"
  | "slice"
  | "reverse"
  | "get"
  | "sort"
  | "distinct"
  | "min"
  | "max"
  | "keys"
  | "values"
  | "struct"
  | "field";

const isKind = (type: DataType, kind: "list" | "map"): boolean => typeof type === "object" && type.kind === kind;

const length: Maker = (node, [value]) => {
  const type = receiverType(node);
  return int32(`${isKind(type, "map") ? "cardinality" : type === "binary" ? "octet_length" : "length"}(${value})`);
};

const indexOf: Maker = (node, [value, part]) =>
  isKind(receiverType(node), "list")
    ? unlessNull([value, part], int32(`COALESCE(list_position(${value}, ${part}), 0) - 1`))
    : int32(`strpos(${value}, ${part}) - 1`);

const slice: Maker = (node, args) => {
  if (!isKind(receiverType(node), "list")) return sliceText(node, args);
  const [list] = args;
  const { first, last } = slicePlaces(node, `length(${list})`);
  return `list_slice(${list}, CAST(${first} AS BIGINT), CAST(${last} AS BIGINT))`;
};

/** By code points, where DuckDB's own takes an accent along with its letter. */
const reverse: Maker = (node, [value]) =>
  isKind(receiverType(node), "list")
    ? `list_reverse(${value})`
    : unlessNull([value], `COALESCE(array_to_string(list_reverse(regexp_extract_all(${value}, '(?s).')), ''), '')`);

const get: Maker = (node, [value, key]) =>
  isKind(receiverType(node), "map")
    ? `${value}[${key}]`
    : `CASE WHEN ${key} >= 0 AND ${key} = floor(${key}) AND ${key} < 4e9 THEN ${value}[CAST(${key} AS BIGINT) + 1] END`;

const distinct: Maker = (_, [value]) => `list_filter(${value}, lambda x, i: i = list_position(${value}, x))`;

/** 0 and -0 are equal, and either might be given: it is 0. */
const extreme =
  (name: string): Maker =>
  (node, [value]) =>
    holdsFloats(node.type) ? `(${name}(${value}) + 0)` : `${name}(${value})`;

const struct: Maker = (node, args) => {
  const fields = typeof node.type === "object" && node.type.kind === "struct" ? node.type.fields : [];
  return `struct_pack(${fields.map(({ name }, index) => `${fieldName(index, name)} := ${args[index * 2 + 1]}`).join(", ")})`;
};

const field: Maker = (node, [value]) => {
  const type = receiverType(node);
  const fields = typeof type === "object" && type.kind === "struct" ? type.fields : [];
  const index = fields.findIndex(({ name }) => name === constantOf(node, 1));
  return `${value}.${fieldName(index, constantOf(node, 1))}`;
};

/** Functions of lists, structs and maps that DuckDB has in another way. */
export const nestedSql: Readonly<Record<Added, Maker>> = {
  length,
  indexOf,
  slice,
  reverse,
  get,
  sort: (_, [value]) => `list_sort(${value}, 'ASC', 'NULLS LAST')`,
  distinct,
  min: extreme("list_min"),
  max: extreme("list_max"),
  keys: (_, [value]) => `map_keys(${value})`,
  values: (_, [value]) => `map_values(${value})`,
  struct,
  field,
};
