import { blanked, type FoundMagic, findMagics, type Node, parseTypeScript, withoutMagics } from "../../syntax/index.ts";

/** A cell's statements and magics, or why it cannot be read. */
interface CellSyntax {
  readonly body: readonly Node[];
  readonly magics: readonly FoundMagic[];
  readonly source: string;
  readonly problem?: string;
}

/** Reads a cell as a session does: magics, a shebang, a lone object literal, JSX. `names` are those of the cells above. */
export const readCell = (source: string, names: ReadonlySet<string>): CellSyntax => {
  try {
    const { cell, lines } = findMagics(source, names);
    const magics = cell ? [cell] : lines;
    const code = withoutMagics(source, names).replace(/^#!.*/, blanked);
    return { ...readCode(code), magics, source };
  } catch (error) {
    return { body: [], magics: [], source, problem: error instanceof Error ? error.message : String(error) };
  }
};

/** Reads the code of a module. */
export const readModule = (source: string): readonly Node[] => readCode(source).body;

const readCode = (code: string): Pick<CellSyntax, "body" | "problem"> => {
  if (/^\s*\{/.test(code) && !/;\s*$/.test(code)) {
    const asObject = parseTypeScript(`(${code})`);
    if (asObject.errors.length === 0) return { body: asObject.body };
  }
  const parsed = parseTypeScript(code);
  const [problem] = parsed.errors;
  if (!problem) return { body: parsed.body };
  const withJsx = code.includes("<") ? parseTypeScript(code, { jsx: true }) : parsed;
  return withJsx.errors.length === 0 ? { body: withJsx.body } : { body: [], problem: problem.message };
};
