import { messageOf, usageError } from "../../errors.ts";
import { type CodeCell, hasTag, type Notebook, newCellId } from "../../notebook/index.ts";
import type { ParameterValue } from "../types.ts";
import { declaredParameters, type Parameter } from "./declared.ts";
import { textToSource } from "./from-text.ts";
import { type Converted, toSource } from "./to-source.ts";
import { unknownType } from "./type.ts";

/** Values for a notebook's parameters: as values, and as texts of a command line, which go before them. */
export interface GivenParameters {
  readonly values?: Readonly<Record<string, ParameterValue>>;
  readonly texts?: Readonly<Record<string, string>>;
  /** In TypeScript, as an earlier run had them; the others go before them. */
  readonly sources?: Readonly<Record<string, string>>;
}

/** A notebook that has its parameters, and what they are. */
export interface Parametrized {
  readonly notebook: Notebook;
  /** The text in TypeScript of each parameter's value: the one given, else its default. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Those of them that are not as the notebook declares them. */
  readonly given: Readonly<Record<string, string>>;
}

/**
 * The notebook with a cell tagged `injected-parameters` that sets these values, as papermill places it: instead of an
 * earlier such cell, else after the cell tagged `parameters`, else first. Each is declared as the parameters cell
 * declares it. What that cell does not declare, what is not of the declared type and what is missing is refused with the
 * list of the parameters there are. Without values the notebook stays as it is.
 */
export const injectParameters = (notebook: Notebook, given: GivenParameters, name: string): Parametrized => {
  const declared = readDeclared(notebook, given, name);
  const sources = convert(given, declared, name);
  const cells = notebook.cells.filter((cell) => !isInjected(cell));
  const earlier = notebook.cells.find(isInjected);
  const kept = sources.size === 0 && earlier ? declaredParameters(earlier.source) : [];
  const set = new Map([...kept.map((one) => [one.name, one.default ?? "undefined"] as const), ...sources]);
  checkMissing(declared ?? [], set, name);
  const parameters = Object.fromEntries([
    ...(declared ?? []).map((one) => [one.name, set.get(one.name) ?? one.default ?? "undefined"] as const),
    ...set,
  ]);
  const shown = Object.fromEntries(set);
  if (sources.size === 0) return { notebook, parameters, given: shown };
  const at = cells.findIndex(isParameters);
  const taken = new Set(cells.map((cell) => cell.id));
  const injected: CodeCell = {
    cell_type: "code",
    id: earlier?.id ?? newCellId("injected-parameters", at + 1, taken),
    metadata: { tags: ["injected-parameters"] },
    source: ["// Parameters", ...[...sources].map(([one, source]) => statement(one, source, declared))].join("\n"),
    execution_count: null,
    outputs: [],
  };
  return { notebook: { ...notebook, cells: cells.toSpliced(at + 1, 0, injected) }, parameters, given: shown };
};

/** The parameters of a notebook; undefined where no cell is tagged `parameters`. Throws a SyntaxError. */
export const parametersOf = (notebook: Notebook): readonly Parameter[] | undefined => {
  const cell = notebook.cells.find(isParameters);
  return cell && declaredParameters(cell.source);
};

/** The values in TypeScript that a notebook's injected cell sets, of those parameters that it still declares. */
export const injectedParameters = (notebook: Notebook): Readonly<Record<string, string>> => {
  try {
    const injected = notebook.cells.find(isInjected);
    const names = new Set(parametersOf(notebook)?.map(({ name }) => name));
    const values = injected ? declaredParameters(injected.source) : [];
    return Object.fromEntries(values.flatMap((one) => (names.has(one.name) ? [[one.name, one.default ?? ""]] : [])));
  } catch {
    // What does not parse is told where parameters are set.
    return {};
  }
};

/** `count: number = 10`, or `since: Date (required)`. */
export const parameterText = (parameter: Parameter): string => {
  const value = parameter.required ? " (required)" : parameter.default === undefined ? "" : ` = ${parameter.default}`;
  return `${parameter.name}: ${parameter.typeText}${value}`.replace(/\s*\n\s*/g, " ");
};

// A cell that does not parse fails when it runs; only values for it cannot be judged.
const readDeclared = (notebook: Notebook, { values = {}, texts = {} }: GivenParameters, name: string) => {
  try {
    return parametersOf(notebook);
  } catch (error) {
    if (Object.keys(values).length + Object.keys(texts).length === 0) return undefined;
    throw usageError(
      `the parameters cell of ${name} cannot be read: ${messageOf(error)}. Mend it, then give parameters.`,
    );
  }
};

const isParameters = (cell: Notebook["cells"][number]): boolean =>
  cell.cell_type === "code" && hasTag(cell, "parameters");
const isInjected = (cell: Notebook["cells"][number]): boolean => hasTag(cell, "injected-parameters");

const listOf = (declared: readonly Parameter[]): string =>
  declared.length === 0 ? "it has no parameters" : `its parameters are ${declared.map(parameterText).join(", ")}`;

const statement = (name: string, source: string, declared: readonly Parameter[] | undefined): string => {
  const parameter = declared?.find((one) => one.name === name);
  const type = parameter?.annotated ? `: ${parameter.typeText}` : "";
  return `${parameter?.keyword ?? "const"} ${name}${type} = ${source};`;
};

const convert = (
  { values = {}, texts = {}, sources: earlier = {} }: GivenParameters,
  declared: readonly Parameter[] | undefined,
  notebook: string,
): ReadonlyMap<string, string> => {
  const typeOf = (name: string) => {
    checkName(name, notebook);
    const parameter = declared?.find((one) => one.name === name);
    if (declared && !parameter)
      throw usageError(
        `${notebook} has no parameter ${JSON.stringify(name)}: ${listOf(declared)}. Correct the name, or declare it in the cell tagged "parameters".`,
      );
    return parameter?.type ?? unknownType;
  };
  const sourceOf = (converted: Converted): string => {
    if ("source" in converted) return converted.source;
    throw usageError(`${notebook}: the parameter ${converted.problem}. Of ${notebook}, ${listOf(declared ?? [])}.`);
  };
  const sources = new Map<string, string>();
  for (const [name, source] of Object.entries(earlier)) {
    typeOf(name);
    sources.set(name, source);
  }
  for (const [name, value] of Object.entries(values))
    if (!Object.hasOwn(texts, name)) sources.set(name, sourceOf(toSource(value, typeOf(name), name)));
  for (const [name, text] of Object.entries(texts)) sources.set(name, sourceOf(textToSource(text, typeOf(name), name)));
  return sources;
};

const checkName = (name: string, notebook: string): void => {
  if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name))
    throw usageError(`parameter ${JSON.stringify(name)} of ${notebook} cannot be a variable's name. Rename it.`);
};

const checkMissing = (declared: readonly Parameter[], set: ReadonlyMap<string, string>, notebook: string): void => {
  const missing = declared.filter(({ name, required }) => required && !set.has(name)).map(({ name }) => name);
  if (missing.length === 0) return;
  const [first] = missing;
  throw usageError(
    `${notebook} needs the parameter${missing.length === 1 ? "" : "s"} ${missing.join(", ")}: ${listOf(declared)}. Give it as in -p ${first}=VALUE, or in the file of --params.`,
  );
};
