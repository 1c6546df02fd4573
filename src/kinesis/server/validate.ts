import { AwsError } from "./aws-error.ts";
import type { InputOf, Members, Shape } from "./shapes.ts";

/**
 * Checks a request's JSON against its members and gives it with blobs decoded and unknown members left out.
 * Throws SerializationException for a wrong type, ValidationException with every broken constraint (at most ten).
 */
export const validate = <M extends Members>(request: unknown, members: M): InputOf<M> => {
  const input = readStructure(request, members);
  const broken = checkMembers(input, members, "").slice(0, 10);
  if (broken.length > 0) throw validationError(broken);
  return input as InputOf<M>;
};

/** The ValidationException of these constraints. */
export const validationError = (broken: readonly string[]): AwsError =>
  new AwsError(
    "ValidationException",
    `${broken.length} validation error${broken.length > 1 ? "s" : ""} detected: ${broken.join("; ")}`,
  );

/** The text of a required member that is not there. */
export const missing = (path: string): string => constraint("null", path, "Member must not be null");

const constraint = (value: string, path: string, rule: string): string =>
  `Value ${value} at '${path}' failed to satisfy constraint: ${rule}`;

type Structure = Record<string, unknown>;

const readStructure = (value: unknown, members: Members): Structure => {
  if (Array.isArray(value)) throw wrongType(unexpectedList);
  if (typeof value !== "object" || value === null) throw wrongType("Expected null");
  const given = value as Structure;
  return Object.fromEntries(
    Object.entries(members)
      .filter(([name]) => given[name] !== undefined && given[name] !== null)
      .map(([name, shape]) => [name, readValue(given[name], shape)]),
  );
};

const readValue = (value: unknown, shape: Shape): unknown => {
  if (shape.type === "Structure") return readStructure(value, shape.members);
  if (shape.type === "List") return readList(value, shape.member);
  if (typeof value === "object") throw wrongType(Array.isArray(value) ? unexpectedList : unexpectedStructure);
  const wanted = { String: "string", Blob: "string", Integer: "number", Timestamp: "number", Boolean: "boolean" }[
    shape.type
  ];
  if (typeof value !== wanted)
    throw wrongType(`${javaClass[typeof value]} can not be converted to ${javaType[shape.type]}`);
  if (shape.type === "Integer") return Math.trunc(value as number);
  return shape.type === "Blob" ? readBlob(value as string) : value;
};

const readList = (value: unknown, member: Shape): unknown[] => {
  if (!Array.isArray(value)) throw wrongType(typeof value === "object" ? unexpectedStructure : "Expected list or null");
  return value.map((item) => (item === null ? null : readValue(item, member)));
};

const readBlob = (text: string): Buffer => {
  const bytes = Buffer.from(text, "base64");
  if (bytes.toString("base64") === text) return bytes;
  const wrong = /[^a-zA-Z0-9+/=]|=[^=]/.exec(text)?.[0]?.[0];
  const reason =
    text.length % 4 !== 0
      ? `Base64 encoded length is expected a multiple of 4 bytes but found: ${text.length}`
      : wrong
        ? `Invalid Base64 character: '${wrong}'`
        : "Invalid last non-pad Base64 character dectected";
  throw wrongType(`'${cut(text)}' can not be converted to a Blob: ${reason}`);
};

const unexpectedList = "Start of list found where not expected";
const unexpectedStructure = "Start of structure or map found where not expected.";

const wrongType = (message: string): AwsError => new AwsError("SerializationException", message);

const javaClass: Readonly<Record<string, string>> = {
  string: "class java.lang.String",
  boolean: "class java.lang.Boolean",
  number: "class com.amazon.coral.value.json.numbers.TruncatingBigNumber",
};
const javaType = {
  String: "an String",
  Integer: "an Integer",
  Boolean: "an Boolean",
  Blob: "a Blob",
  Timestamp: "milliseconds since epoch",
};

const checkMembers = (input: Structure, members: Members, parent: string): readonly string[] =>
  Object.entries(members).flatMap(([name, shape]) => {
    const path = `${parent}${lowerFirst(name)}`;
    const value = input[name];
    if (value === undefined) return shape.required ? [missing(path)] : [];
    return check(value, shape, path);
  });

const check = (value: unknown, shape: Shape, path: string): readonly string[] => {
  if (value === null) return [missing(path)];
  if (shape.type === "Structure") return checkMembers(value as Structure, shape.members, `${path}.`);
  const own = brokenRules(value, shape).map((rule) => constraint(`'${show(value)}'`, path, rule));
  if (shape.type !== "List") return own;
  return [...own, ...(value as unknown[]).flatMap((item, i) => check(item, shape.member, `${path}.${i + 1}.member`))];
};

const brokenRules = (value: unknown, shape: Shape): readonly string[] => {
  const rules: string[] = [];
  const size = typeof value === "number" ? value : (value as { length: number }).length;
  const noun = typeof value === "number" ? "value" : "length";
  if (shape.type === "String" && shape.pattern && !new RegExp(`^(?:${shape.pattern})$`).test(value as string))
    rules.push(`Member must satisfy regular expression pattern: ${shape.pattern}`);
  if (shape.type === "String" && shape.values && !shape.values.includes(value as string))
    rules.push(`Member must satisfy enum value set: [${shape.values.join(", ")}]`);
  if ("min" in shape && shape.min !== undefined && size < shape.min)
    rules.push(`Member must have ${noun} greater than or equal to ${shape.min}`);
  if ("max" in shape && shape.max !== undefined && size > shape.max)
    rules.push(`Member must have ${noun} less than or equal to ${shape.max}`);
  return rules;
};

const show = (value: unknown): string => {
  if (Buffer.isBuffer(value)) return `java.nio.HeapByteBuffer[pos=0 lim=${value.length} cap=${value.length}]`;
  if (Array.isArray(value)) return `[${value.length} members]`;
  return cut(String(value));
};

const cut = (text: string): string => (text.length > 400 ? `${text.slice(0, 400)}…` : text);
const lowerFirst = (name: string): string => `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`;
