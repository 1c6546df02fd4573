import { visitorKeys } from "oxc-parser";
import { applyEdits, blanked, type Edit } from "./edits.ts";
import { enumEdits } from "./enum.ts";
import { child, children, isNode, type Node, type Parsed, positionAt } from "./parse.ts";

/** What a walk over a syntax tree found: the edits that leave plain JavaScript, and the names used as values. */
export interface Stripping {
  readonly edits: Edit[];
  readonly values: Set<string>;
}

/** Syntax that has no JavaScript equal, with its offset; the message says what to write instead. */
export class UnsupportedSyntax extends SyntaxError {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.name = "SyntaxError";
    this.offset = offset;
  }
}

/** The code with its types blanked in place, so that every line and column stays where it was; throws UnsupportedSyntax. */
export const stripTypes = (parsed: Parsed): string => applyEdits(parsed.code, typeEdits(parsed, parsed.body).edits);

/** The edits of `stripTypes` for some nodes of the code. */
export const typeEdits = (parsed: Parsed, nodes: readonly Node[]): Stripping => {
  const stripper = new Stripper(parsed);
  for (const node of nodes) stripper.walk(node);
  return stripper;
};

type Rule = (node: Node, stripper: Stripper) => "done" | undefined;

class Stripper implements Stripping {
  readonly edits: Edit[] = [];
  readonly values = new Set<string>();
  readonly parsed: Parsed;

  constructor(parsed: Parsed) {
    this.parsed = parsed;
  }

  walk(node: Node): void {
    if (rules[node.type]?.(node, this) === "done") return;
    this.walkChildren(node);
  }

  walkChildren(node: Node, except?: string): void {
    for (const key of visitorKeys[node.type] ?? []) {
      const value = node[key];
      if (key === except) continue;
      if (isNode(value)) this.walk(value);
      else if (Array.isArray(value)) for (const item of value) if (isNode(item)) this.walk(item);
    }
  }

  put(start: number, end: number, text: string): void {
    this.edits.push({ start, end, text });
  }

  blank(start: number, end: number): void {
    if (end > start) this.put(start, end, blanked(this.parsed.code.slice(start, end)));
  }

  /** Blanks a whole statement or member and ends what stands before it, as its own first word did. */
  blankStatement(node: Node): "done" {
    this.put(node.start, node.end, `;${blanked(this.parsed.code.slice(node.start + 1, node.end))}`);
    return "done";
  }

  /** Blanks `word` where it stands alone between two offsets. */
  blankWords(start: number, end: number, words: RegExp): number | undefined {
    let first: number | undefined;
    for (const match of this.parsed.masked.slice(start, end).matchAll(words)) {
      first ??= start + match.index;
      this.blank(start + match.index, start + match.index + match[0].length);
    }
    return first;
  }

  /** Blanks the mark (`?` or `!`) that is the first thing after `from`, if it is. */
  blankMark(from: number, mark: "?" | "!"): void {
    const offset = from + (/^\s*/.exec(this.parsed.masked.slice(from))?.[0].length ?? 0);
    if (this.parsed.masked[offset] === mark) this.blank(offset, offset + 1);
  }
}

const statement: Rule = (node, s) => s.blankStatement(node);
const blankNode: Rule = (node, s) => {
  s.blank(node.start, node.end);
  return "done";
};

const modifiers = /\b(?:public|private|protected|readonly|abstract|override)\b/g;

const member: Rule = (node, s) => {
  const key = child(node, "key");
  refuseDecorators(node, s);
  if (!key) return;
  if (node.declare || child(node, "value")?.type === "TSEmptyBodyFunctionExpression") return s.blankStatement(node);
  const first = s.blankWords(node.start, key.start, modifiers);
  // `["x"]` and `*x` would otherwise continue the field above.
  if (first !== undefined && s.parsed.code.slice(node.start, key.start).match(/[[*]/)) {
    s.edits.pop();
    const length = /^\w+/.exec(s.parsed.code.slice(first))?.[0].length ?? 1;
    s.put(first, first + length, `;${" ".repeat(length - 1)}`);
  }
  const after = node.computed ? s.parsed.masked.indexOf("]", key.end) + 1 : key.end;
  if (node.optional) s.blankMark(after, "?");
  if (node.definite) s.blankMark(after, "!");
  return undefined;
};

const classLike: Rule = (node, s) => {
  refuseDecorators(node, s);
  if (node.declare) return s.blankStatement(node);
  const head = child(node, "body")?.start ?? node.end;
  if (node.abstract) s.blankWords(node.start, node.start + 8, /\babstract\b/g);
  const last = children(node, "implements").at(-1);
  const first = children(node, "implements")[0];
  if (first && last && last.end <= head) {
    const from = s.parsed.masked.lastIndexOf("implements", first.start);
    s.blank(from, last.end);
  }
  for (const key of ["id", "typeParameters", "superClass", "superTypeArguments", "body"]) {
    const value = child(node, key);
    if (value) s.walk(value);
  }
  return "done";
};

const refuseDecorators = (node: Node, s: Stripper): void => {
  const [decorator] = children(node, "decorators");
  if (!decorator) return;
  const text = s.parsed.code.slice(decorator.start + 1, decorator.end);
  throw new UnsupportedSyntax(
    `decorators are not supported: call the function on the class or value instead, as in ${text}(…)`,
    decorator.start,
  );
};

const functionLike: Rule = (node, s) => {
  if (node.declare) return s.blankStatement(node);
  const params = children(node, "params");
  const [first, second] = params;
  if (first?.type === "Identifier" && first.name === "this") {
    const comma = s.parsed.masked.indexOf(",", first.end);
    s.blank(first.start, second ? second.start : Math.max(first.end, isTrailing(s, first.end, comma) ? comma + 1 : 0));
  }
  const properties = params.filter((param) => param.type === "TSParameterProperty");
  const body = child(node, "body");
  if (properties.length > 0 && body) assignProperties(properties, body, s);
  return undefined;
};

const isTrailing = (s: Stripper, from: number, comma: number): boolean =>
  comma >= 0 && s.parsed.masked.slice(from, comma).trim() === "";

const assignProperties = (properties: readonly Node[], body: Node, s: Stripper): void => {
  const names = properties.map((property) => {
    const parameter = child(property, "parameter");
    return String((parameter?.type === "AssignmentPattern" ? child(parameter, "left") : parameter)?.name);
  });
  const isSuper = (node: Node) => {
    const callee = child(child(node, "expression") ?? node, "callee");
    return callee?.type === "Super";
  };
  const place = children(body, "body").find(isSuper)?.end ?? body.start + 1;
  s.put(place, place, `;${names.map((name) => `this.${name} = ${name};`).join("")}`);
};

const arrow: Rule = (node, s) => {
  const { code, masked } = s.parsed;
  const generics = child(node, "typeParameters");
  const type = child(node, "returnType");
  functionLike(node, s);
  const moved = type && code.slice(type.start, type.end).includes("\n");
  if (moved) {
    // No line break may stand between `)` and `=>`.
    const close = masked.lastIndexOf(")", type.start);
    s.blank(close, type.start);
    s.put(type.start, type.end, `${blanked(code.slice(type.start, type.end - 1))})`);
  }
  if (generics && code.slice(generics.start, generics.end).includes("\n")) {
    // `async` and `(` must stay on one line.
    const open = masked.indexOf("(", generics.end);
    s.put(generics.start, open + 1, `(${blanked(code.slice(generics.start + 1, open + 1))}`);
    for (const param of children(node, "params")) s.walk(param);
    if (type && !moved) s.walk(type);
    const body = child(node, "body");
    if (body) s.walk(body);
    return "done";
  }
  s.walkChildren(node, moved ? "returnType" : undefined);
  return "done";
};

const cast: Rule = (node, s) => {
  const expression = child(node, "expression");
  if (!expression) return;
  s.walk(expression);
  const text = blanked(s.parsed.code.slice(expression.end, node.end));
  // A type ends a statement before a bracket on the next line; a bare expression does not.
  const hazard = /^\s*\n\s*[([`]/.test(s.parsed.masked.slice(node.end));
  s.put(expression.end, node.end, hazard ? `;${text.slice(1)}` : text);
  return "done";
};

const pattern: Rule = (node, s) => {
  if (node.type === "Identifier") s.values.add(String(node.name));
  if (!node.optional) return;
  const end = child(node, "typeAnnotation")?.start ?? node.end;
  const mark = s.parsed.masked.lastIndexOf("?", end);
  if (mark >= node.start) s.blank(mark, mark + 1);
  return undefined;
};

const specifier: Rule = (node, s) => {
  if (node.importKind !== "type" && node.exportKind !== "type") return "done";
  const comma = s.parsed.masked.indexOf(",", node.end);
  s.blank(node.start, isTrailing(s, node.end, comma) ? comma + 1 : node.end);
  return "done";
};

const isInstantiated = (node: Node): boolean => {
  if (node.type === "TSModuleDeclaration") {
    const body = child(node, "body");
    return body?.type === "TSModuleDeclaration"
      ? isInstantiated(body)
      : children(body ?? node, "body").some(isInstantiated);
  }
  const inner = node.type === "ExportNamedDeclaration" ? child(node, "declaration") : undefined;
  if (inner) return isInstantiated(inner);
  return !/^TS(Interface|TypeAlias)/.test(node.type) && node.declare !== true;
};

const rules: Readonly<Record<string, Rule>> = {
  TSTypeAnnotation: blankNode,
  TSTypeParameterDeclaration: blankNode,
  TSTypeParameterInstantiation: blankNode,
  TSInterfaceDeclaration: statement,
  TSTypeAliasDeclaration: statement,
  TSDeclareFunction: statement,
  TSAbstractMethodDefinition: statement,
  TSAbstractPropertyDefinition: statement,
  TSAbstractAccessorProperty: statement,
  TSIndexSignature: statement,
  TSNamespaceExportDeclaration: statement,
  TSAsExpression: cast,
  TSSatisfiesExpression: cast,
  TSNonNullExpression: (node, s) => {
    const expression = child(node, "expression");
    if (!expression) return;
    s.walk(expression);
    s.blank(expression.end, node.end);
    return "done";
  },
  TSTypeAssertion: (node, s) => {
    const expression = child(node, "expression");
    if (!expression) return;
    s.blank(node.start, expression.start);
    s.walk(expression);
    return "done";
  },
  TSParameterProperty: (node, s) => {
    const parameter = child(node, "parameter");
    if (parameter) s.blankWords(node.start, parameter.start, modifiers);
    return undefined;
  },
  TSEnumDeclaration: (node, s) => {
    if (node.declare) return s.blankStatement(node);
    s.edits.push(...enumEdits(s.parsed.code, node, (value) => stripNode(s.parsed, value)));
    return "done";
  },
  TSModuleDeclaration: (node, s) => {
    if (node.declare || !isInstantiated(node)) return s.blankStatement(node);
    throw new UnsupportedSyntax(
      `namespaces with values are not supported: write an object instead, const ${child(node, "id")?.name} = { … }`,
      node.start,
    );
  },
  TSImportEqualsDeclaration: (node, s) => {
    const reference = child(child(node, "moduleReference") ?? node, "expression");
    if (node.importKind === "type") return s.blankStatement(node);
    if (!reference) throw new UnsupportedSyntax("import aliases are not supported: write const A = B.C", node.start);
    const text = `const ${child(node, "id")?.name} = require(${s.parsed.code.slice(reference.start, reference.end)});`;
    s.put(node.start, node.end, text);
    return "done";
  },
  TSExportAssignment: (node) => {
    throw new UnsupportedSyntax("export = is not supported: write export default", node.start);
  },
  ImportDeclaration: (node, s) => (node.importKind === "type" ? s.blankStatement(node) : undefined),
  ExportNamedDeclaration: (node, s) => {
    const declaration = child(node, "declaration");
    const typeOnly = node.exportKind === "type" || (declaration && rules[declaration.type] === statement);
    const isType = declaration?.type === "TSModuleDeclaration" && !isInstantiated(declaration);
    return typeOnly || isType || declaration?.declare ? s.blankStatement(node) : undefined;
  },
  ExportAllDeclaration: (node, s) => (node.exportKind === "type" ? s.blankStatement(node) : undefined),
  ImportSpecifier: specifier,
  ExportSpecifier: specifier,
  Identifier: pattern,
  ObjectPattern: pattern,
  ArrayPattern: pattern,
  PropertyDefinition: member,
  MethodDefinition: member,
  AccessorProperty: member,
  ClassDeclaration: classLike,
  ClassExpression: classLike,
  FunctionDeclaration: functionLike,
  FunctionExpression: functionLike,
  ArrowFunctionExpression: arrow,
  VariableDeclaration: (node, s) => (node.declare ? s.blankStatement(node) : undefined),
  VariableDeclarator: (node, s) => {
    const id = child(node, "id");
    if (node.definite && id) s.blankMark(id.start + String(id.name).length, "!");
    return undefined;
  },
};

const stripNode = (parsed: Parsed, node: Node): string => {
  const edits = typeEdits(parsed, [node]).edits.map((edit) => ({
    ...edit,
    start: edit.start - node.start,
    end: edit.end - node.start,
  }));
  return applyEdits(parsed.code.slice(node.start, node.end), edits);
};

/** A syntax problem as one line: `line 3, column 5: …`. */
export const describePosition = (code: string, offset: number): string => {
  const { line, column } = positionAt(code, offset);
  return `line ${line}, column ${column}`;
};
