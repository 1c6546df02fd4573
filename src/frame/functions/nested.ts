import type { DataType } from "../../schema.ts";
import type { Typed } from "../plan.ts";
import { boolean, element, type FunctionSpec, int32, listOf, receiver, string } from "./spec.ts";

const isList = (type: DataType) => typeof type === "object" && type.kind === "list";

const sliced: FunctionSpec = { on: ["string", "list"], takes: ["number", "number"], gives: receiver };
const same: FunctionSpec = { on: ["list"], takes: [], gives: receiver };
const extreme: FunctionSpec = { on: ["list"], takes: [], gives: element, nulls: "always" };

const mapParts = (args: readonly Typed[]) => {
  const type = receiver(args);
  if (typeof type === "object" && type.kind === "map") return type;
  return { key: type, value: type, valueContainsNull: true } as const;
};

/** The type of what get() gives: a list's element, a map's value. */
const gotten = (args: readonly Typed[]): DataType => (isList(receiver(args)) ? element(args) : mapParts(args).value);

/** Functions of lists, structs and maps, some of which text has too. */
export const nestedFunctions = {
  length: { on: ["string", "binary", "list", "map"], takes: [], gives: int32 },
  concat: { on: ["string", "binary", "list"], takes: ["rest"], gives: joined },
  includes: { on: ["string", "list"], takes: ["element"], gives: boolean },
  indexOf: { on: ["string", "list"], takes: ["element"], gives: int32 },
  slice: sliced,
  reverse: { on: ["string", "list"], takes: [], gives: receiver },
  get: { on: ["list", "map"], takes: ["key"], gives: gotten, nulls: "always" },
  join: { on: ["list"], takes: ["string"], gives: string },
  sort: same,
  distinct: same,
  min: extreme,
  max: extreme,
  keys: { on: ["map"], takes: [], gives: (args) => listOf(mapParts(args).key, false) },
  values: {
    on: ["map"],
    takes: [],
    gives: (args) => listOf(mapParts(args).value, mapParts(args).valueContainsNull),
  },
  /** Made by op.struct: names and values in turns. */
  struct: { on: [], takes: [], gives: receiver, nulls: "never" },
  field: { on: ["struct"], takes: ["string"], gives: (args) => fieldAt(args).type, nulls: fieldIsNullable },
} satisfies Record<string, FunctionSpec>;

function joined(args: readonly Typed[]): DataType {
  const type = receiver(args);
  if (!isList(type)) return type;
  const containsNull = args.some(
    (arg) => typeof arg.type === "object" && arg.type.kind === "list" && arg.type.containsNull,
  );
  return listOf(element(args), containsNull);
}

function fieldAt(args: readonly Typed[]): Typed {
  const type = receiver(args);
  const name = args[1] && "value" in args[1] ? args[1].value : undefined;
  const found = typeof type === "object" && type.kind === "struct" && type.fields.find((field) => field.name === name);
  return found || { type, nullable: true };
}

function fieldIsNullable(args: readonly Typed[]): boolean {
  return args[0]?.nullable !== false || fieldAt(args).nullable;
}
