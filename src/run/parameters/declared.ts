import {
  type Expression,
  parseSync,
  type Statement,
  type TSEnumDeclaration,
  type TSInterfaceDeclaration,
  type TSTypeAliasDeclaration,
  type TSTypeParameterDeclaration,
  type VariableDeclarator,
} from "oxc-parser";
import { withoutMagics } from "../../syntax/index.ts";
import { inferType } from "./infer-type.ts";
import { literalOf } from "./literal-of.ts";
import { intersection, readMembers, readType, type TypeScope } from "./read-type.ts";
import { type EnumMember, type ParameterType, resolved, typeText, unknownType } from "./type.ts";

/** A parameter of a notebook: a variable at the top level of its cell tagged `parameters`. */
export interface Parameter {
  readonly name: string;
  readonly keyword: string;
  readonly type: ParameterType;
  /** The type as the cell writes it, else as its default gives it. */
  readonly typeText: string;
  /** Whether the cell writes the type. */
  readonly annotated: boolean;
  /** The text of its default in TypeScript, where it has one. */
  readonly default?: string;
  /** Has no default, and may not be undefined. */
  readonly required: boolean;
}

/** The parameters that the code of a parameters cell declares, in order; functions and classes are none. Throws a SyntaxError. */
export const declaredParameters = (source: string): readonly Parameter[] => {
  const code = withoutMagics(source);
  const { program, errors } = parseSync("parameters.ts", code);
  const [error] = errors;
  if (error) throw new SyntaxError(error.message);
  const statements = program.body.map(inner);
  const scope = scopeOf(statements);
  return variablesOf(statements).flatMap(({ keyword, declarator }) => {
    const { id, init } = declarator;
    if (id.type !== "Identifier" || (init && isCode(init))) return [];
    const annotation = id.typeAnnotation?.typeAnnotation;
    const type = scope.value(id.name) ?? unknownType;
    const written = annotation ? code.slice(annotation.start, annotation.end) : typeText(type);
    const value = init ? { default: code.slice(init.start, init.end) } : {};
    const required = init === null && annotation !== undefined && !takesUndefined(type);
    return [
      { name: id.name, keyword, type, typeText: written, annotated: annotation !== undefined, ...value, required },
    ];
  });
};

const inner = (statement: Statement): Statement =>
  statement.type === "ExportNamedDeclaration" && statement.declaration ? statement.declaration : statement;

const isCode = ({ type }: Expression): boolean =>
  ["ArrowFunctionExpression", "FunctionExpression", "ClassExpression"].includes(type);

const takesUndefined = (type: ParameterType): boolean => {
  const known = resolved(type);
  if (known.kind === "union") return known.members.some(takesUndefined);
  return known.kind === "unknown" || (known.kind === "literal" && known.value === undefined);
};

const variablesOf = (statements: readonly Statement[]) =>
  statements.flatMap((statement) =>
    statement.type === "VariableDeclaration"
      ? statement.declarations.map((declarator) => ({ keyword: statement.kind as string, declarator }))
      : [],
  );

type TypeDeclaration = TSTypeAliasDeclaration | TSInterfaceDeclaration | TSEnumDeclaration;

const scopeOf = (statements: readonly Statement[]): TypeScope => {
  const types = new Map<string, TypeDeclaration[]>();
  for (const statement of statements)
    if (isTypeDeclaration(statement))
      types.set(statement.id.name, [...(types.get(statement.id.name) ?? []), statement]);
  const variables = new Map<string, VariableDeclarator>();
  for (const { declarator } of variablesOf(statements))
    if (declarator.id.type === "Identifier") variables.set(declarator.id.name, declarator);
  const open = new Set<string>();
  const scope: TypeScope = {
    type: (name, given) => {
      const declarations = types.get(name);
      return declarations && { kind: "named", name, type: () => declaredType(declarations, given, scope) };
    },
    value: (name) => {
      const declarator = variables.get(name);
      if (!declarator || open.has(name)) return undefined;
      open.add(name);
      const type = variableType(declarator, scope);
      open.delete(name);
      return type;
    },
  };
  return scope;
};

const isTypeDeclaration = (statement: Statement): statement is TypeDeclaration =>
  ["TSTypeAliasDeclaration", "TSInterfaceDeclaration", "TSEnumDeclaration"].includes(statement.type);

const variableType = ({ id, init }: VariableDeclarator, scope: TypeScope): ParameterType => {
  const annotation = id.type === "Identifier" ? id.typeAnnotation?.typeAnnotation : undefined;
  if (annotation) return readType(annotation, scope);
  return init ? inferType(init, scope) : unknownType;
};

// An interface may be declared in several pieces.
const declaredType = (
  declarations: readonly TypeDeclaration[],
  given: readonly ParameterType[],
  scope: TypeScope,
): ParameterType => {
  const pieces = declarations.map((declaration) => {
    if (declaration.type === "TSEnumDeclaration") return enumType(declaration);
    const inside = withTypeParameters(declaration.typeParameters, given, scope);
    if (declaration.type === "TSTypeAliasDeclaration") return readType(declaration.typeAnnotation, inside);
    const parents = declaration.extends.map(({ expression, typeArguments }) => {
      const types = (typeArguments?.params ?? []).map((type) => readType(type, inside));
      return (expression.type === "Identifier" && inside.type(expression.name, types)) || unknownType;
    });
    const own = readMembers(declaration.body.body, inside);
    return parents.length === 0 ? own : intersection([...parents, own]);
  });
  return pieces.length === 1 ? (pieces[0] ?? unknownType) : intersection(pieces);
};

const withTypeParameters = (
  declared: TSTypeParameterDeclaration | null,
  given: readonly ParameterType[],
  scope: TypeScope,
): TypeScope => {
  if (!declared) return scope;
  const own = new Map<string, ParameterType>();
  for (const [index, parameter] of declared.params.entries()) {
    const fallback = parameter.default ? readType(parameter.default, scope) : unknownType;
    own.set(parameter.name.name, given[index] ?? fallback);
  }
  return { ...scope, type: (name, types) => own.get(name) ?? scope.type(name, types) };
};

const enumType = (declaration: TSEnumDeclaration): ParameterType => {
  const members: EnumMember[] = [];
  let next = 0;
  for (const { id, initializer } of declaration.body.members) {
    const value = initializer ? literalOf(initializer)?.value : next;
    if (typeof value !== "number" && typeof value !== "string") return unknownType;
    const name = id.type === "Identifier" ? id.name : id.type === "Literal" ? String(id.value) : "";
    members.push({ name, value });
    if (typeof value === "number") next = value + 1;
  }
  return { kind: "enum", name: declaration.id.name, members };
};
