import {
  applyEdits,
  blanked,
  child,
  children,
  declaredNames,
  type Edit,
  isNode,
  type Node,
  offsetAt,
  type Parsed,
  parseTypeScript,
  positionAt,
  UnsupportedSyntax,
} from "../syntax/index.ts";
import { constantsOf } from "./constants.ts";
import { importCall, importerName, importStatement } from "./import-statement.ts";
import { type JsxSettings, jsxImport, withPragmas } from "./jsx.ts";
import { readMagics } from "./magics/read-magics.ts";
import { redeclarable } from "./redeclare.ts";
import { typeEdits } from "./strip-types.ts";
import type { Stripping } from "./stripper.ts";

/** JavaScript for V8's REPL mode, line for line with the cell, and whether its value is to be shown. */
export interface PreparedCell {
  readonly code: string;
  readonly showsValue: boolean;
  /** The names that it declares so that they are, or are no more, constants once it has run. */
  readonly constants: ReadonlyMap<string, boolean>;
  /** The names that it declares or imports. */
  readonly declares: readonly string[];
  /** By how many columns the code on a line (from 1) stands further right than in the cell. */
  readonly shifts: ReadonlyMap<number, number>;
}

/** What earlier cells declared. */
export interface CellScope {
  readonly constants: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

const emptyScope: CellScope = { constants: new Set(), names: new Set() };

/**
 * Turns a cell into what V8 can run: magics called, types blanked, imports awaited, exports dropped, declarations such
 * that later cells may repeat them. `jsx` tells what the project does with JSX. Throws UnsupportedSyntax with the place of a syntax error.
 */
export const prepareCell = (
  source: string,
  scope: CellScope = emptyScope,
  jsx: JsxSource = () => undefined,
): PreparedCell => {
  const { code, shifts } = readMagics(source, scope.names);
  try {
    const { prelude, ...prepared } = prepare(code, scope.constants, jsx);
    const all = prelude ? new Map([...shifts, [1, prelude.length + (shifts.get(1) ?? 0)]]) : shifts;
    return { ...prepared, code: prelude + prepared.code, shifts: all };
  } catch (error) {
    if (!(error instanceof UnsupportedSyntax)) throw error;
    const { line, column } = positionAt(code, error.offset);
    throw new UnsupportedSyntax(error.message, offsetAt(source, line, column - (shifts.get(line) ?? 0)));
  }
};

type JsxSource = () => JsxSettings | undefined;

const prepare = (
  source: string,
  constants: ReadonlySet<string>,
  jsxSource: JsxSource,
): Omit<PreparedCell, "shifts"> & { readonly prelude: string } => {
  const { parsed, jsx } = parseCell(source, jsxSource);
  const [problem] = parsed.errors;
  if (problem) throw new UnsupportedSyntax(problem.message, problem.offset);
  const stripping = typeEdits(parsed, parsed.body, jsx);
  const edits = [
    ...parsed.body.flatMap((node) => moduleEdits(parsed, node, stripping)),
    ...dynamicImports(parsed.body),
    ...redeclarable(parsed),
    ...stripping.edits,
  ];
  const last = parsed.body.filter((node) => node.type !== "EmptyStatement").at(-1);
  return {
    code: applyEdits(parsed.code, edits),
    prelude: stripping.usesJsx && jsx?.runtime === "automatic" ? jsxStatement(jsx.importSource) : "",
    showsValue: last?.type === "ExpressionStatement",
    constants: constantsOf(parsed.body, constants),
    declares: parsed.body.flatMap(boundNames),
  };
};

const boundNames = (node: Node): string[] => [
  ...declaredNames(child(node, "declaration") ?? node),
  ...(node.type === "ImportDeclaration"
    ? children(node, "specifiers").map((specifier) => String(child(specifier, "local")?.name))
    : []),
];

const jsxStatement = (source: string): string => {
  const { file, jsx, jsxs, fragment } = jsxImport;
  const from = JSON.stringify(`${source}/${file}`);
  return `let { jsx: ${jsx}, jsxs: ${jsxs}, Fragment: ${fragment} } = await ${importerName}(${from}); `;
};

/** A cell that is one object literal is taken as that, as in every REPL; one that is no TypeScript as TypeScript with JSX. */
const parseCell = (
  source: string,
  jsxSource: JsxSource,
): { readonly parsed: Parsed; readonly jsx?: JsxSettings | undefined } => {
  const code = source.replace(/^#!.*/, blanked);
  const parsed = parseTypeScript(code);
  if (/^\s*\{/.test(code) && !/;\s*$/.test(code)) {
    const asObject = parseTypeScript(`(${code})`);
    if (asObject.errors.length === 0) return { parsed: asObject };
  }
  const [problem] = parsed.errors;
  if (!problem || !code.includes("<")) return { parsed };
  const withJsx = parseTypeScript(code, { jsx: true });
  if (withJsx.errors.length > 0) return { parsed };
  const settings = jsxSource();
  if (settings) return { parsed: withJsx, jsx: withPragmas(settings, code) };
  throw new UnsupportedSyntax(
    'JSX is not turned on: a tsconfig.json in the notebook\'s folder or above says how, { "compilerOptions": { "jsx": "react-jsx" } }',
    problem.offset,
  );
};

const moduleEdits = (parsed: Parsed, node: Node, stripping: Stripping): Edit[] => {
  switch (node.type) {
    case "ImportDeclaration":
      return node.importKind === "type" ? [] : [replace(parsed, node, importStatement(parsed, node, stripping.values))];
    case "ExportNamedDeclaration":
      return exportEdits(parsed, node);
    case "ExportAllDeclaration":
      return node.exportKind === "type" ? [] : [replace(parsed, node, `await ${importCall(parsed, node)};`)];
    case "ExportDefaultDeclaration": {
      const declaration = child(node, "declaration");
      if (!declaration) return [];
      const anonymous = /^(Function|Class)/.test(declaration.type) && !child(declaration, "id");
      const text = anonymous ? `void 0,      ` : blanked("export default");
      return [{ start: node.start, end: node.start + "export default".length, text }];
    }
    default:
      return [];
  }
};

const exportEdits = (parsed: Parsed, node: Node): Edit[] => {
  if (node.exportKind === "type") return [];
  const declaration = child(node, "declaration");
  if (declaration)
    return [
      { start: node.start, end: declaration.start, text: blanked(parsed.code.slice(node.start, declaration.start)) },
    ];
  return [replace(parsed, node, child(node, "source") ? `await ${importCall(parsed, node)};` : ";")];
};

/** Puts text in a statement's place and keeps its line breaks. */
const replace = (parsed: Parsed, node: Node, text: string): Edit => {
  const breaks = parsed.code.slice(node.start, node.end).replace(/[^\n]/g, "");
  return { start: node.start, end: node.end, text: text + breaks };
};

/** `import(` and `import.meta` become the importer, which is as long. */
const dynamicImports = (nodes: readonly Node[]): Edit[] => {
  const edits: Edit[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    if (!isNode(value)) return;
    if (value.type === "ImportExpression" || (value.type === "MetaProperty" && child(value, "meta")?.name === "import"))
      edits.push({ start: value.start, end: value.start + "import".length, text: importerName });
    for (const item of Object.values(value)) if (typeof item === "object") visit(item);
  };
  visit(nodes);
  return edits;
};
