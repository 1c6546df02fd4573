import { dirname } from "node:path";
import {
  applyEdits,
  blanked,
  child,
  children,
  describePosition,
  type Edit,
  type Node,
  type Parsed,
  parseTypeScript,
  UnsupportedSyntax,
} from "../syntax/index.ts";
import { type JsxSettings, jsxImport, withPragmas } from "./jsx.ts";
import { typeEdits } from "./strip-types.ts";
import type { Stripping } from "./stripper.ts";
import { tsConfigOf } from "./tsconfig.ts";

/** The JavaScript of a local module, line for line. Throws SyntaxError with the file and the place. */
export const moduleSource = (path: string, code: string): string => {
  const parsed = parseTypeScript(code, { jsx: path.endsWith("x") });
  const [problem] = parsed.errors;
  if (problem) throw new SyntaxError(`${path}, ${describePosition(code, problem.offset)}: ${problem.message}`);
  try {
    const settings = path.endsWith("x") ? tsConfigOf(dirname(path)).jsx : undefined;
    return stripped(parsed, path, settings && withPragmas(settings, code));
  } catch (error) {
    if (!(error instanceof UnsupportedSyntax)) throw error;
    throw new SyntaxError(`${path}, ${describePosition(code, error.offset)}: ${error.message}`);
  }
};

const stripped = (parsed: Parsed, path: string, jsx: JsxSettings | undefined): string => {
  if (path.endsWith("x") && !jsx) throw new UnsupportedSyntax(noJsx, 0);
  const stripping = typeEdits(parsed, parsed.body, jsx);
  const text = applyEdits(parsed.code, [...stripping.edits, ...unusedImports(parsed, stripping)]);
  if (!stripping.usesJsx || jsx?.runtime !== "automatic") return text;
  const { file, jsx: one, jsxs, fragment } = jsxImport;
  return `import { jsx as ${one}, jsxs as ${jsxs}, Fragment as ${fragment} } from "${jsx.importSource}/${file}"; ${text}`;
};

const noJsx =
  'JSX is not turned on: a tsconfig.json there or above says how, { "compilerOptions": { "jsx": "react-jsx" } }';

/** Imports of names that are no values here are of types, or of no use: TypeScript drops them too. */
const unusedImports = (parsed: Parsed, { values }: Stripping): Edit[] =>
  parsed.body.flatMap((node) => {
    const specifiers = children(node, "specifiers");
    if (node.type !== "ImportDeclaration" || node.importKind === "type" || specifiers.length === 0) return [];
    const isUsed = (specifier: Node) => values.has(String(child(specifier, "local")?.name));
    if (!specifiers.some(isUsed)) return [dropped(parsed, node.start, node.end, ";")];
    return specifiers
      .filter(
        (specifier) => specifier.type === "ImportSpecifier" && specifier.importKind !== "type" && !isUsed(specifier),
      )
      .map((specifier) => dropped(parsed, specifier.start, afterComma(parsed, specifier.end)));
  });

const dropped = (parsed: Parsed, start: number, end: number, mark = ""): Edit => ({
  start,
  end,
  text: mark + blanked(parsed.code.slice(start + mark.length, end)),
});

const afterComma = (parsed: Parsed, end: number): number =>
  end + (/^\s*,/.exec(parsed.masked.slice(end))?.[0].length ?? 0);
