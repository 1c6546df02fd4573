/** The type of a parameter, as far as values can be checked by it. `unknown` takes any value. */
export type ParameterType =
  | { readonly kind: "unknown" | "number" | "string" | "boolean" | "bigint" | "Date" }
  | { readonly kind: "literal"; readonly value: Literal }
  | { readonly kind: "union"; readonly members: readonly ParameterType[] }
  | { readonly kind: "array"; readonly element: ParameterType }
  | { readonly kind: "tuple"; readonly elements: readonly TupleElement[] }
  | { readonly kind: "object"; readonly fields: readonly ObjectField[]; readonly rest?: ParameterType }
  | { readonly kind: "enum"; readonly name: string; readonly members: readonly EnumMember[] }
  /** An alias or interface, which may refer to itself. */
  | { readonly kind: "named"; readonly name: string; readonly type: () => ParameterType };

export type Literal = string | number | boolean | bigint | null | undefined;

export interface TupleElement {
  readonly type: ParameterType;
  readonly optional?: boolean;
  /** Any number of this type, last. */
  readonly rest?: boolean;
}

export interface ObjectField {
  readonly name: string;
  readonly type: ParameterType;
  readonly optional: boolean;
}

export interface EnumMember {
  readonly name: string;
  readonly value: string | number;
}

export const unknownType: ParameterType = { kind: "unknown" };

/** A union without unions in it; the one type where there is one. */
export const unionOf = (types: readonly ParameterType[]): ParameterType => {
  const members = types.flatMap((type) => (type.kind === "union" ? type.members : [type]));
  const texts = members.map(typeText);
  const distinct = members.filter((_, index) => texts.indexOf(texts[index] ?? "") === index);
  const [first = unknownType] = distinct;
  return distinct.length === 1 ? first : { kind: "union", members: distinct };
};

/** The type behind a name. */
export const resolved = (type: ParameterType): ParameterType => {
  let here = type;
  for (let depth = 0; here.kind === "named" && depth < 100; depth++) here = here.type();
  return here.kind === "named" ? unknownType : here;
};

/** The type as TypeScript writes it. */
export const typeText = (type: ParameterType): string => {
  switch (type.kind) {
    case "literal":
      return literalText(type.value);
    case "union":
      return type.members.map(typeText).join(" | ");
    case "array":
      return type.element.kind === "union" ? `(${typeText(type.element)})[]` : `${typeText(type.element)}[]`;
    case "tuple":
      return `[${type.elements.map(elementText).join(", ")}]`;
    case "object":
      return objectText(type.fields, type.rest);
    case "enum":
    case "named":
      return type.name;
    default:
      return type.kind;
  }
};

/** A primitive value as TypeScript writes it. */
export const literalText = (value: Literal): string => {
  if (typeof value === "bigint") return `${value}n`;
  if (Object.is(value, -0)) return "-0";
  return typeof value === "string" ? JSON.stringify(value) : String(value);
};

/** A field's name as it stands in an object's type or literal. */
export const fieldName = (name: string): string =>
  /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : JSON.stringify(name);

const elementText = ({ type, optional, rest }: TupleElement): string => {
  if (rest) return `...${typeText({ kind: "array", element: type })}`;
  return `${typeText(type)}${optional ? "?" : ""}`;
};

const objectText = (fields: readonly ObjectField[], rest: ParameterType | undefined): string => {
  const known = fields.map(({ name, type, optional }) => `${fieldName(name)}${optional ? "?" : ""}: ${typeText(type)}`);
  const all = rest ? [...known, `[name: string]: ${typeText(rest)}`] : known;
  return all.length === 0 ? "{}" : `{ ${all.join("; ")} }`;
};
