import { findMagics, isNode, type Node, parseTypeScript, withoutMagics } from "../syntax/index.ts";
import type { TokenKind } from "./tokens.ts";

/** A part of code and what it is; offsets in UTF-16 units. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly kind: TokenKind | undefined;
}

/** The parts of a TypeScript cell as the session's own parser sees them, in order; undefined where it cannot read the code. */
export const typescriptTokens = (code: string): readonly Token[] | undefined => {
  const magics = isDeep(code) ? undefined : magicsOf(code);
  if (!magics) return undefined;
  const jsx = /<\/|\/>/.test(magics.code);
  for (const attempt of jsx ? [true, false] : [false]) {
    const found = foundIn(magics.code, attempt);
    if (found) return withKeywords(magics.code, inOrder([...found, ...magics.tokens]));
  }
  return undefined;
};

const foundIn = (code: string, jsx: boolean): readonly Token[] | undefined => {
  const { errors, comments, body } = parseTypeScript(code, { jsx });
  if (errors.length > 0) return undefined;
  const found: Token[] = comments.map(({ start, end }) => ({ start, end, kind: "c" }));
  try {
    for (const node of body) collect(node, undefined, found);
    return found;
  } catch (error) {
    // A sum of some thousand parts is a tree as deep.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
};

// The parser is native code that recurses: nesting of some thousand levels would end this process, which a notebook from
// anywhere may not do.
const isDeep = (code: string): boolean => {
  if (code.length < 2000) return false;
  if ((code.match(/=>|\?|\b(?:else|new|while|for|extends)\b|<|[^=]=[^=]|:|`/g)?.length ?? 0) > 1500) return true;
  let depth = 0;
  for (const bracket of code.match(/[([{}\])]/g) ?? []) {
    depth = Math.max(0, depth + ("([{".includes(bracket) ? 1 : -1));
    if (depth > 300) return true;
  }
  return false;
};

const magicsOf = (code: string): { readonly code: string; readonly tokens: readonly Token[] } | undefined => {
  if (!/^\s*[%!]/m.test(code)) return { code, tokens: [] };
  try {
    const { cell, lines } = findMagics(code);
    const tokens = (cell ? [cell] : lines).map(({ start, from, end, codeStart }): Token => {
      const stop = Math.min(codeStart ?? end, cell ? from : end);
      return { start, end: stop, kind: "m" };
    });
    return { code: withoutMagics(code), tokens };
  } catch {
    return undefined;
  }
};

const inOrder = (tokens: readonly Token[]): readonly Token[] => {
  const sorted = [...tokens].sort((a, b) => a.start - b.start || b.end - a.end);
  let last = 0;
  return sorted.filter(({ start, end }) => {
    if (start < last || end <= start) return false;
    last = end;
    return true;
  });
};

// A word that is no name and no literal is a keyword, whatever the language adds.
const withKeywords = (code: string, tokens: readonly Token[]): readonly Token[] => {
  const all: Token[] = [];
  let at = 0;
  for (const token of [...tokens, { start: code.length, end: code.length, kind: undefined }]) {
    for (const { 0: word, index } of code.slice(at, token.start).matchAll(/[A-Za-z_$][\w$]*/g))
      all.push({ start: at + index, end: at + index + word.length, kind: "k" });
    all.push(token);
    at = token.end;
  }
  return all;
};

const collect = (node: Node, role: TokenKind | undefined, found: Token[]): void => {
  const own = tokenOf(node, role);
  if (own) found.push(...own);
  // Of `a.b()` it is `b` that is called.
  const roles = node.type === "MemberExpression" && role !== undefined ? { property: role } : rolesIn(node);
  for (const [key, value] of Object.entries(node)) {
    if (isNode(value)) collect(value, roles[key], found);
    else if (Array.isArray(value)) for (const item of value) if (isNode(item)) collect(item, roles[key], found);
  }
};

const tokenOf = (node: Node, role: TokenKind | undefined): readonly Token[] | undefined => {
  const { type, start, end } = node;
  switch (type) {
    case "Identifier":
    case "PrivateIdentifier":
    case "JSXIdentifier": {
      const length = String(node.name).length + (type === "PrivateIdentifier" ? 1 : 0);
      return [{ start, end: start + length, kind: role }];
    }
    case "Literal":
      return [{ start, end, kind: literalKind(node) }];
    case "TemplateElement":
      return [{ start, end, kind: "s" }];
    case "JSXText":
      return [{ start, end, kind: undefined }];
    default:
      return /^TS(?:Any|BigInt|Boolean|Never|Null|Number|Object|String|Symbol|Undefined|Unknown|Void)Keyword$/.test(
        type,
      )
        ? [{ start, end, kind: "t" }]
        : undefined;
  }
};

const literalKind = ({ value, regex, bigint }: Node): TokenKind => {
  if (regex !== undefined) return "r";
  if (typeof value === "number" || typeof bigint === "string") return "n";
  return typeof value === "string" ? "s" : "l";
};

/** What the names in these places of a node are. */
const rolesIn = (node: Node): Readonly<Record<string, TokenKind | undefined>> => {
  const calls = (key: string): TokenKind | undefined => (isNode(node[key]) && isFunction(node[key]) ? "f" : undefined);
  switch (node.type) {
    case "CallExpression":
    case "TaggedTemplateExpression":
      return { callee: "f", tag: "f" };
    case "NewExpression":
      return { callee: "t" };
    case "FunctionDeclaration":
    case "FunctionExpression":
      return { id: "f" };
    case "ClassDeclaration":
    case "ClassExpression":
      return { id: "t", superClass: "t" };
    case "MethodDefinition":
    case "TSMethodSignature":
      return { key: "f" };
    case "VariableDeclarator":
      return { id: calls("init") };
    case "Property":
      return node.shorthand === true ? {} : { key: calls("value") ?? "p" };
    case "PropertyDefinition":
    case "TSPropertySignature":
    case "JSXAttribute":
      return { key: "p", name: "p" };
    case "TSTypeReference":
    case "TSQualifiedName":
      return { typeName: "t", right: "t" };
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
    case "TSEnumDeclaration":
      return { id: "t" };
    case "TSTypeParameter":
      return { name: "t" };
    case "TSInterfaceHeritage":
    case "TSClassImplements":
      return { expression: "t" };
    case "JSXOpeningElement":
    case "JSXClosingElement":
      return { name: "t" };
    default:
      return {};
  }
};

const isFunction = (node: Node): boolean => /^(?:ArrowFunctionExpression|FunctionExpression)$/.test(node.type);
