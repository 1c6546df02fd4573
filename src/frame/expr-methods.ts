import { usageError } from "../errors.ts";
import { type DataType, typeName } from "../schema.ts";
import { castIsPossible } from "./cast.ts";
import { type Kind, kindOf } from "./data-type.ts";
import { mostDigits } from "./decimal-type.ts";
import type { FunctionName } from "./functions.ts";
import { parseJsonPath } from "./json-path.ts";
import { literal } from "./literal.ts";
import { call, caseNode, castNode, nodeOf } from "./nodes.ts";
import { checkGroup, checkReplacement, patternOf } from "./pattern.ts";
import type { ExprNode } from "./plan.ts";
import { checkFormat } from "./time/format.ts";
import { checkUnit, dateUnits, fixedUnits, type TimeUnit, timeUnits } from "./time/units.ts";
import { checkZone } from "./time/zone.ts";

/** A method as nodes: what it is called on, what it was given, what it makes. */
export type NodeMethod = (self: ExprNode, ...args: readonly never[]) => ExprNode;

/** The methods of a kind of values that are more than a function of the same name. */
export const methodsBeside = (kind: Kind): Readonly<Record<string, NodeMethod>> => ({
  ...casts,
  ...nulls,
  ...(kind === "string" ? { ...textMethods, ...sliceMethods } : {}),
  ...(kind === "list" ? sliceMethods : {}),
  ...(kind === "date" || kind === "timestamp" ? timeMethods : {}),
  ...(kind === "struct" ? { field: fieldMethod } : {}),
  ...(kind === "decimal" ? { round: roundMethod } : {}),
});

const cast = (arg: ExprNode, type: DataType, onFail: "error" | "null"): ExprNode => {
  if (!castIsPossible(arg.type, type)) {
    throw usageError(`A ${typeName(arg.type)} cannot be cast to ${typeName(type)}.`);
  }
  return castNode(arg, type, onFail);
};

const casts: Record<string, NodeMethod> = {
  cast: (self, to: DataType) => cast(self, to, "error"),
  tryCast: (self, to: DataType) => cast(self, to, "null"),
};

const nullWhere = (self: ExprNode, when: ExprNode): ExprNode =>
  caseNode([{ when, value: literal(null, self.type) }], self);

const inList = (self: ExprNode, values: readonly unknown[]): ExprNode =>
  call("in", [self, ...values.map((value) => nodeOf(value, self.type))]);

const nulls: Record<string, NodeMethod> = {
  between: (self, low: unknown, high: unknown) => {
    const [least, most] = [nodeOf(low, self.type), nodeOf(high, self.type)];
    return call("and", [call("ge", [self, least]), call("le", [self, most])]);
  },
  in: (self, values: readonly unknown[]) => inList(self, values),
  nullIf: (self, value: unknown) => {
    if (value instanceof RegExp) return nullWhere(self, call("matches", [self], patternOf(value)));
    return nullWhere(self, inList(self, Array.isArray(value) ? value : [value]));
  },
  orElse: (self, other: unknown) => call("coalesce", [self, nodeOf(other, self.type)]),
};

const json =
  (fn: FunctionName): NodeMethod =>
  (self, path: string) => {
    parseJsonPath(path);
    return call(fn, [self, literal(path)]);
  };

const padding =
  (fn: FunctionName): NodeMethod =>
  (self, length: unknown, fill: unknown = " ") =>
    call(fn, [self, nodeOf(length, "int32"), nodeOf(fill, "string")]);

const textMethods: Record<string, NodeMethod> = {
  matches: (self, pattern: RegExp) => call("matches", [self], patternOf(pattern)),
  extract: (self, pattern: RegExp, group = 0) => {
    const checked = patternOf(pattern);
    return call("extract", [self, literal(checkGroup(group, checked))], checked);
  },
  replace: (self, what: string | RegExp, by: string) => {
    if (typeof what === "string") return call("replaceText", [self, literal(what), literal(by)]);
    const pattern = patternOf(what);
    return call("replace", [self, literal(checkReplacement(by, pattern))], pattern);
  },
  repeat: (self, times: unknown) => call("repeat", [self, nodeOf(times, "int32")]),
  padStart: padding("padStart"),
  padEnd: padding("padEnd"),
  jsonText: json("jsonText"),
  jsonNumber: json("jsonNumber"),
  jsonBoolean: json("jsonBoolean"),
  parseTime: (self, format: string) => call("parseTime", [self, literal(checkFormat(format, "parse"))]),
  tryParseTime: (self, format: string) => call("tryParseTime", [self, literal(checkFormat(format, "parse"))]),
};

/** To the end, where slice is given none. */
const farEnd = 2_147_483_647;

const sliceMethods: Record<string, NodeMethod> = {
  slice: (self, start: number, end: number = farEnd) => {
    for (const place of [start, end] as const) {
      if (!Number.isInteger(place)) throw usageError(`slice takes whole numbers, not ${String(place)}.`);
    }
    return call("slice", [self, literal(start), literal(end)]);
  },
};

const unitsOf = (self: ExprNode): readonly TimeUnit[] => (kindOf(self.type) === "date" ? dateUnits : timeUnits);

const zoned = (fn: "toLocal" | "fromLocal", from: DataType): NodeMethod => {
  return (self, zone: string) => {
    if (self.type !== from) throw usageError(`${fn} is for ${typeName(from)}, not ${typeName(self.type)}: cast it.`);
    return call(fn, [self, literal(checkZone(zone))]);
  };
};

const timeMethods: Record<string, NodeMethod> = {
  truncate: (self, unit: TimeUnit) => call("truncate", [self, literal(checkUnit(unit, unitsOf(self), "truncate"))]),
  plus: (self, count: unknown, unit: TimeUnit) =>
    call("plus", [self, nodeOf(count, "int32"), literal(checkUnit(unit, unitsOf(self), "plus"))]),
  until: (self, other: unknown, unit: TimeUnit) =>
    call("until", [self, nodeOf(other, self.type), literal(checkUnit(unit, fixedUnits, "until"))]),
  format: (self, format: string) => call("format", [self, literal(checkFormat(format, "format"))]),
  toLocal: zoned("toLocal", "timestamp"),
  fromLocal: zoned("fromLocal", "timestamp_ntz"),
};

const roundMethod: NodeMethod = (self, digits = 0) => {
  if (Number.isInteger(digits) && digits >= 0 && digits <= mostDigits) return call("roundTo", [self, literal(digits)]);
  throw usageError(`round takes the number of digits behind the point, 0 to 38, not ${String(digits)}.`);
};

const fieldMethod: NodeMethod = (self, name: string) => {
  const fields = typeof self.type === "object" && self.type.kind === "struct" ? self.type.fields : [];
  if (!fields.some((field) => field.name === name)) {
    throw usageError(
      `There is no field '${String(name)}' in ${typeName(self.type)}. The fields are ${fields.map((field) => field.name).join(", ")}.`,
    );
  }
  return call("field", [self, literal(name)]);
};
