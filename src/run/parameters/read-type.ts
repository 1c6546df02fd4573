import type { PropertyKey, TSSignature, TSTupleElement, TSType, TSTypeReference } from "oxc-parser";
import { literalOf } from "./literal-of.ts";
import {
  type ObjectField,
  type ParameterType,
  resolved,
  type TupleElement,
  typeText,
  unionOf,
  unknownType,
} from "./type.ts";

/** What the names in a type stand for. */
export interface TypeScope {
  /** A type declared in the cell, with the types that it is given; undefined where the cell declares none of that name. */
  readonly type: (name: string, given: readonly ParameterType[]) => ParameterType | undefined;
  /** The type of a variable of the cell, for `typeof`. */
  readonly value: (name: string) => ParameterType | undefined;
}

/** A type of TypeScript as far as values can be checked by it; `unknown` for what only the compiler could tell. */
export const readType = (node: TSType, scope: TypeScope): ParameterType => {
  const read = (type: TSType) => readType(type, scope);
  switch (node.type) {
    case "TSNumberKeyword":
      return { kind: "number" };
    case "TSStringKeyword":
    case "TSTemplateLiteralType":
      return { kind: "string" };
    case "TSBooleanKeyword":
      return { kind: "boolean" };
    case "TSBigIntKeyword":
      return { kind: "bigint" };
    case "TSNullKeyword":
      return { kind: "literal", value: null };
    case "TSUndefinedKeyword":
    case "TSVoidKeyword":
      return { kind: "literal", value: undefined };
    case "TSLiteralType": {
      const literal = literalOf(node.literal);
      return literal ? { kind: "literal", value: literal.value } : { kind: "string" };
    }
    case "TSParenthesizedType":
      return read(node.typeAnnotation);
    case "TSUnionType":
      return unionOf(node.types.map(read));
    case "TSIntersectionType":
      return intersection(node.types.map(read));
    case "TSArrayType":
      return { kind: "array", element: read(node.elementType) };
    case "TSTupleType":
      return { kind: "tuple", elements: node.elementTypes.map((element) => tupleElement(element, scope)) };
    case "TSTypeLiteral":
      return readMembers(node.members, scope);
    case "TSTypeOperator":
      return node.operator === "readonly"
        ? read(node.typeAnnotation)
        : node.operator === "keyof"
          ? keysOf(read(node.typeAnnotation))
          : unknownType;
    case "TSIndexedAccessType":
      return indexed(read(node.objectType), read(node.indexType));
    case "TSTypeQuery":
      return (node.exprName.type === "Identifier" && scope.value(node.exprName.name)) || unknownType;
    case "TSTypeReference":
      return reference(node, scope);
    default:
      return unknownType;
  }
};

/** The members of an object type or interface. */
export const readMembers = (members: readonly TSSignature[], scope: TypeScope): ParameterType => {
  const fields: ObjectField[] = [];
  let rest: ParameterType | undefined;
  for (const member of members) {
    if (member.type === "TSIndexSignature") rest = readType(member.typeAnnotation.typeAnnotation, scope);
    else if (member.type === "TSPropertySignature") {
      const name = keyName(member.key, member.computed);
      if (name === undefined) return unknownType;
      const type = member.typeAnnotation ? readType(member.typeAnnotation.typeAnnotation, scope) : unknownType;
      fields.push({ name, type, optional: member.optional });
    } else return unknownType;
  }
  return { kind: "object", fields, ...(rest ? { rest } : {}) };
};

/** An object type that has the fields of all; `unknown` where one is no object. */
export const intersection = (types: readonly ParameterType[]): ParameterType => {
  const fields = new Map<string, ObjectField>();
  let rest: ParameterType | undefined;
  for (const type of types.map(resolved)) {
    if (type.kind !== "object") return unknownType;
    for (const field of type.fields) fields.set(field.name, field);
    rest = type.rest ?? rest;
  }
  return { kind: "object", fields: [...fields.values()], ...(rest ? { rest } : {}) };
};

/** A property's name where it is written out. */
export const keyName = (key: PropertyKey, computed: boolean): string | undefined => {
  if (!computed && key.type === "Identifier") return key.name;
  return key.type === "Literal" && key.value !== null ? String(key.value) : undefined;
};

const tupleElement = (element: TSTupleElement, scope: TypeScope): TupleElement => {
  switch (element.type) {
    case "TSNamedTupleMember":
      return { ...tupleElement(element.elementType, scope), ...(element.optional ? { optional: true } : {}) };
    case "TSOptionalType":
      return { type: readType(element.typeAnnotation, scope), optional: true };
    case "TSRestType": {
      const { typeAnnotation } = element;
      const inner = tupleElement(typeAnnotation as TSTupleElement, scope).type;
      const list = resolved(inner);
      return { type: list.kind === "array" ? list.element : unknownType, rest: true };
    }
    default:
      return { type: readType(element, scope) };
  }
};

const reference = (node: TSTypeReference, scope: TypeScope): ParameterType => {
  if (node.typeName.type !== "Identifier") return unknownType;
  const { name } = node.typeName;
  const given = (node.typeArguments?.params ?? []).map((type) => readType(type, scope));
  return scope.type(name, given) ?? builtIn(name, given);
};

const builtIn = (name: string, given: readonly ParameterType[]): ParameterType => {
  const [first = unknownType, second = unknownType] = given;
  switch (name) {
    case "Date":
      return { kind: "Date" };
    case "Array":
    case "ReadonlyArray":
      return { kind: "array", element: first };
    case "Readonly":
      return first;
    case "Record":
      return recordOf(first, second);
    case "Partial":
      return withFields(first, (fields) => fields.map((field) => ({ ...field, optional: true })));
    case "Required":
      return withFields(first, (fields) => fields.map((field) => ({ ...field, optional: false })));
    case "Pick":
      return withFields(first, (fields) => fields.filter((field) => namesIn(second).has(field.name)));
    case "Omit":
      return withFields(first, (fields) => fields.filter((field) => !namesIn(second).has(field.name)));
    case "NonNullable":
      return without(first, (text) => text === "null" || text === "undefined");
    case "Exclude":
      return without(first, (text) => membersOf(second).some((member) => typeText(member) === text));
    case "Extract":
      return without(first, (text) => !membersOf(second).some((member) => typeText(member) === text));
    default:
      return unknownType;
  }
};

const membersOf = (type: ParameterType): readonly ParameterType[] => {
  const known = resolved(type);
  return known.kind === "union" ? known.members : [known];
};

const without = (type: ParameterType, excluded: (text: string) => boolean): ParameterType =>
  unionOf(membersOf(type).filter((member) => !excluded(typeText(member))));

const namesIn = (type: ParameterType): ReadonlySet<string> =>
  new Set(membersOf(type).flatMap((member) => (member.kind === "literal" ? [String(member.value)] : [])));

const withFields = (
  type: ParameterType,
  change: (fields: readonly ObjectField[]) => readonly ObjectField[],
): ParameterType => {
  const known = resolved(type);
  return known.kind === "object" ? { ...known, fields: change(known.fields) } : unknownType;
};

const recordOf = (key: ParameterType, type: ParameterType): ParameterType => {
  const names = namesIn(key);
  if (names.size === 0) return { kind: "object", fields: [], rest: type };
  return { kind: "object", fields: [...names].map((name) => ({ name, type, optional: false })) };
};

const keysOf = (type: ParameterType): ParameterType => {
  const known = resolved(type);
  if (known.kind !== "object" || known.rest) return { kind: "string" };
  return unionOf(known.fields.map(({ name }) => ({ kind: "literal", value: name })));
};

const indexed = (object: ParameterType, index: ParameterType): ParameterType => {
  const known = resolved(object);
  if (known.kind === "array") return known.element;
  const at = resolved(index);
  if (known.kind === "tuple") {
    if (at.kind === "literal") return known.elements[Number(at.value)]?.type ?? unknownType;
    return unionOf(known.elements.map(({ type }) => type));
  }
  if (known.kind !== "object") return unknownType;
  const names = namesIn(at);
  const found = known.fields.filter(({ name }) => names.has(name)).map(({ type }) => type);
  return found.length > 0 ? unionOf(found) : (known.rest ?? unknownType);
};
