import { parseSync } from "oxc-parser";
import { usageError } from "../errors.ts";
import { type CodeCell, hasTag, type Json, type Notebook, newCellId } from "../notebook/index.ts";

/**
 * The notebook with a cell tagged `injected-parameters` that sets these values, as papermill places it: instead of an
 * earlier such cell, else after the cell tagged `parameters`, else first. Each is declared as the parameters cell
 * declares it (`const`, `let` or `var`); a name that this cell does not declare is refused with the list of those it does.
 */
export const injectParameters = (
  notebook: Notebook,
  parameters: Readonly<Record<string, Json>>,
  name: string,
): Notebook => {
  if (Object.keys(parameters).length === 0) return notebook;
  const cells = notebook.cells.filter((cell) => !hasTag(cell, "injected-parameters"));
  const at = cells.findIndex((cell) => cell.cell_type === "code" && hasTag(cell, "parameters"));
  const declared = at < 0 ? undefined : declarations(cells[at]?.source ?? "");
  checkNames(Object.keys(parameters), declared, name);
  const lines = Object.entries(parameters).map(
    ([parameter, value]) => `${declared?.get(parameter) ?? "const"} ${parameter} = ${literal(value)};`,
  );
  const source = ["// Parameters", ...lines].join("\n");
  const earlier = notebook.cells.find((cell) => hasTag(cell, "injected-parameters"));
  const taken = new Set(cells.map((cell) => cell.id));
  const injected: CodeCell = {
    cell_type: "code",
    id: earlier?.id ?? newCellId("injected-parameters", at + 1, taken),
    metadata: { tags: ["injected-parameters"] },
    source,
    execution_count: null,
    outputs: [],
  };
  return { ...notebook, cells: cells.toSpliced(at + 1, 0, injected) };
};

const checkNames = (
  names: readonly string[],
  declared: ReadonlyMap<string, string> | undefined,
  notebook: string,
): void => {
  for (const name of names) {
    if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name))
      throw usageError(`parameter ${JSON.stringify(name)} of ${notebook} cannot be a variable's name. Rename it.`);
    if (declared && !declared.has(name))
      throw usageError(
        `${notebook} has no parameter ${JSON.stringify(name)}: its parameters are ${[...declared.keys()].join(", ") || "none"}. Correct the name, or declare it in the cell tagged "parameters".`,
      );
  }
};

// Names that the cell declares at its top level, with the keyword.
const declarations = (source: string): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const statement of parseSync("parameters.ts", source).program.body) {
    const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declaration?.type !== "VariableDeclaration") continue;
    for (const { id } of declaration.declarations) if (id.type === "Identifier") found.set(id.name, declaration.kind);
  }
  return found;
};

// In an object literal __proto__ would set the prototype instead of a field.
const literal = (value: Json): string => {
  const text = JSON.stringify(value, null, 2);
  return text.includes('"__proto__"') ? `JSON.parse(${JSON.stringify(JSON.stringify(value))})` : text;
};
