import type { ParameterValue } from "../types.ts";
import { fieldName, literalText, type ObjectField, type ParameterType, resolved, typeText } from "./type.ts";

/** A value as TypeScript writes it, or why it is not of the type. */
export type Converted = { readonly source: string } | { readonly problem: string };

/** The source of a value of a type. Dates may come as ISO texts, bigints as whole numbers or digits, enum members by name. */
export const toSource = (value: ParameterValue | undefined, type: ParameterType, path: string): Converted => {
  const known = resolved(type);
  const wrong = (): Converted => ({ problem: `${path} is ${valueText(value)}: it must be ${typeText(type)}` });
  switch (known.kind) {
    case "unknown":
      return { source: plainSource(value) };
    case "number":
    case "string":
    case "boolean":
      return typeof value === known.kind ? { source: plainSource(value) } : wrong();
    case "bigint":
      return bigintSource(value) ?? wrong();
    case "Date":
      return (
        dateSource(value) ?? {
          problem: `${path} is ${valueText(value)}: it must be a Date, as in 2024-01-31 or 2024-01-31T09:30:00Z`,
        }
      );
    case "literal":
      return sameLiteral(value, known.value) ? { source: literalText(known.value) } : wrong();
    case "enum": {
      const member =
        known.members.find((one) => one.name === value) ?? known.members.find((one) => one.value === value);
      if (member) return { source: `${known.name}${accessor(member.name)}` };
      return {
        problem: `${path} is ${valueText(value)}: it must be one of ${known.members.map(({ name }) => name).join(", ")}`,
      };
    }
    case "union":
      return unionSource(value, known.members, path) ?? wrong();
    case "array":
      if (!isList(value)) return wrong();
      return joined(
        value.map((item, index) => toSource(item, known.element, `${path}[${index}]`)),
        "[",
        "]",
      );
    case "tuple":
      return tupleSource(value, known, path) ?? wrong();
    case "object":
      return isPlain(value) ? objectSource(value, known, path) : wrong();
    default:
      return wrong();
  }
};

/** A value as messages show it: its source, cut at 80 characters. */
export const valueText = (value: ParameterValue | undefined): string => {
  const text = plainSource(value).replace(/\s*\n\s*/g, " ");
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
};

const accessor = (name: string): string => (fieldName(name) === name ? `.${name}` : `[${JSON.stringify(name)}]`);

const plainSource = (value: ParameterValue | undefined): string => {
  if (value instanceof Date) return `new Date(${JSON.stringify(value)})`;
  if (value === null || value === undefined || typeof value !== "object") return literalText(value);
  if (isList(value)) return wrapped(value.map(plainSource), "[", "]");
  return wrapped(
    Object.entries(value).map(([name, field]) => fieldSource(name, plainSource(field))),
    "{",
    "}",
  );
};

// In an object literal __proto__ would set the prototype instead of a field.
const fieldSource = (name: string, source: string): string =>
  `${name === "__proto__" ? '["__proto__"]' : fieldName(name)}: ${source}`;

const wrapped = (parts: readonly string[], open: string, close: string): string => {
  if (parts.length === 0) return open + close;
  const space = open === "{" ? " " : "";
  const line = `${open}${space}${parts.join(", ")}${space}${close}`;
  if (line.length <= 80 && !line.includes("\n")) return line;
  return `${open}\n${parts.map((part) => `  ${part.replaceAll("\n", "\n  ")},`).join("\n")}\n${close}`;
};

const joined = (parts: readonly Converted[], open: string, close: string): Converted => {
  const failed = parts.find((part) => "problem" in part);
  if (failed) return failed;
  return {
    source: wrapped(
      parts.map((part) => ("source" in part ? part.source : "")),
      open,
      close,
    ),
  };
};

const isList = (value: ParameterValue | undefined): value is readonly ParameterValue[] => Array.isArray(value);

const isPlain = (value: ParameterValue | undefined): value is { readonly [name: string]: ParameterValue } =>
  typeof value === "object" && value !== null && !isList(value) && !(value instanceof Date);

const sameLiteral = (value: ParameterValue | undefined, wanted: unknown): boolean =>
  Object.is(value, wanted) ||
  (typeof wanted === "bigint" && typeof value === "number" && Number.isSafeInteger(value) && BigInt(value) === wanted);

const bigintSource = (value: ParameterValue | undefined): Converted | undefined => {
  const whole = typeof value === "number" ? Number.isSafeInteger(value) : /^-?\d+n?$/.test(String(value));
  if (!["bigint", "number", "string"].includes(typeof value) || !whole) return undefined;
  return { source: `${BigInt(String(value).replace(/n$/, ""))}n` };
};

const dateForm = /^(\d{4})-(\d\d)-(\d\d)(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

// Date takes 30 February for 1 March.
const dateSource = (value: ParameterValue | undefined): Converted | undefined => {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : { source: plainSource(value) };
  if (typeof value !== "string") return undefined;
  const [, year, month, day] = dateForm.exec(value) ?? [];
  if (year === undefined || Number(day) > new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate())
    return undefined;
  const time = new Date(value.replace(" ", "T"));
  return Number.isNaN(time.getTime()) ? undefined : { source: `new Date(${JSON.stringify(value.replace(" ", "T"))})` };
};

// A string is the last that a text is taken for, so that a date in `Date | string` is a Date.
const unionSource = (
  value: ParameterValue | undefined,
  members: readonly ParameterType[],
  path: string,
): Converted | undefined => {
  const loose = (type: ParameterType): boolean => ["string", "unknown"].includes(resolved(type).kind);
  const ordered = [...members.filter((member) => !loose(member)), ...members.filter(loose)];
  const tried = ordered.map((member) => toSource(value, member, path));
  const found = tried.find((one) => "source" in one);
  if (found) return found;
  // Where one member alone has the value's form, what is wrong inside it says more than the whole union.
  const inside = tried.filter((one) => "problem" in one && !one.problem.startsWith(`${path} is `));
  return inside.length === 1 ? inside[0] : undefined;
};

const tupleSource = (
  value: ParameterValue | undefined,
  { elements }: Extract<ParameterType, { kind: "tuple" }>,
  path: string,
): Converted | undefined => {
  if (!isList(value)) return undefined;
  const rest = elements.find((element) => element.rest);
  const fixed = elements.filter((element) => !element.rest);
  const least = fixed.filter((element) => !element.optional).length;
  if (value.length < least || (!rest && value.length > fixed.length)) return undefined;
  const parts = value.map((item, index) => {
    const element = fixed[index] ?? rest;
    return toSource(item, element?.type ?? { kind: "unknown" }, `${path}[${index}]`);
  });
  return joined(parts, "[", "]");
};

const objectSource = (
  value: { readonly [name: string]: ParameterValue },
  { fields, rest }: { readonly fields: readonly ObjectField[]; readonly rest?: ParameterType },
  path: string,
): Converted => {
  const known = new Map(fields.map((field) => [field.name, field]));
  for (const { name, type, optional } of fields)
    if (!optional && !Object.hasOwn(value, name))
      return { problem: `${path}.${name} is missing: it must be ${typeText(type)}` };
  const parts = Object.entries(value).map(([name, item]): Converted => {
    const type = known.get(name)?.type ?? rest;
    if (!type)
      return {
        problem: `${path} has no field ${JSON.stringify(name)}: its fields are ${[...known.keys()].join(", ") || "none"}`,
      };
    if (item === undefined && known.get(name)?.optional) return { source: fieldSource(name, "undefined") };
    const converted = toSource(item, type, `${path}.${name}`);
    return "problem" in converted ? converted : { source: fieldSource(name, converted.source) };
  });
  return joined(parts, "{", "}");
};
