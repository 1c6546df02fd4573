import { parseTypeScript } from "../../syntax/index.ts";
import { type Declared, declarationsOf, namesDeclaredIn, wordsOf } from "./declarations.ts";
import { type GlobalDeclaration, globalsOf, superseded } from "./global-declarations.ts";
import { specifiersIn } from "./specifiers.ts";

/** A document of the service: some lines that give a cell the names of earlier cells, then the cell as it is. */
export interface CellDocument {
  /** File name in the notebook's folder. No such file exists. */
  readonly file: string;
  readonly text: string;
  /** How many lines stand above the cell's first. */
  readonly above: number;
  /** How many lines the cell has. */
  readonly lines: number;
  /** The modules that the cell names. */
  readonly specifiers: readonly string[];
}

/** A cell that ran. */
export interface ScopeCell {
  readonly document: CellDocument;
  readonly declared: readonly Declared[];
  /** The number in its file's name, which a later cell may take over. */
  readonly slot: number;
  /** The cells whose names it uses. */
  readonly uses: readonly number[];
  /** What it declares for the whole program and is in force. */
  readonly globals: readonly GlobalDeclaration[];
}

/** The cells whose declarations are in force, and which of them declared each name last. */
export interface Scope {
  readonly cells: ReadonlyMap<number, ScopeCell>;
  readonly names: ReadonlyMap<string, { readonly cell: number; readonly assignable: boolean }>;
  /** The last cell that declared something for the whole program, 0 where none did: what holds for all is the same where this is. */
  readonly globals: number;
}

/** Slots that no new cell may have. */
export interface TakenSlots {
  has(slot: number): boolean;
}

export const emptyScope: Scope = { cells: new Map(), names: new Map(), globals: 0 };

export const indexFile = "__pinbook_cells.ts";

/**
 * The scope after a cell with the number `id`. Cells that nothing refers to any more are left out. Its document gets a
 * slot that neither the scope nor `taken` has.
 */
export const withCell = (scope: Scope, id: number, code: string, taken: TakenSlots = new Set<number>()): Scope => {
  const isMarkup = looksLikeMarkup(code);
  const parsed = parseTypeScript(code, { jsx: isMarkup });
  const declared = declarationsOf(parsed);
  const own = new Set(declared.map(({ name }) => name));
  const words = wordsOf(code);
  // Markup calls functions that it does not name.
  const used = [...scope.names].filter(([name]) => (isMarkup || words.has(name)) && !own.has(name));
  const above = namesAbove(scope, new Map(used));
  const [open, close] = parsed.errors.length > 0 && isObject(code) ? ["(", ")"] : ["", ""];
  const exported = declared.filter(({ exported }) => !exported).map(({ name }) => name);
  const text = `${above}${open}\n${code}\n${close};export { ${exported.join(", ")} };\n`;
  const slot = freeSlot(scope, taken);
  const file = cellFile(slot, isMarkup);
  const document = { file, text, ...measures(above, code) };
  const uses = [...new Set(used.map(([, { cell }]) => cell))];
  const names = new Map(scope.names);
  for (const { name, assignable } of declared) names.set(name, { cell: id, assignable });
  const globals = globalsOf(parsed);
  const cells = new Map(globals.length > 0 ? withoutGlobals(scope.cells, globals) : scope.cells);
  cells.set(id, { document, declared, slot, uses, globals });
  return { cells: needed(cells, names, id), names, globals: globals.length > 0 ? id : scope.globals };
};

/**
 * Gives a scope as it will be once cells that wait to run have run; the same cells on the same scope are read once. Their
 * documents get slots that `taken` does not have.
 */
export const scopeAhead = (): ((scope: Scope, codes: readonly string[], taken: TakenSlots) => Scope) => {
  let known = { scope: emptyScope, key: "[]", ahead: emptyScope };
  return (scope, codes, taken) => {
    const key = JSON.stringify(codes);
    if (known.scope !== scope || known.key !== key) {
      // Numbers that no cell which ran has.
      const ahead = codes.reduce((sum, code, i) => withCell(sum, -1 - i, code, taken), scope);
      known = { scope, key, ahead };
    }
    return known.ahead;
  };
};

/** The document in which unfinished code is looked at: it sees every name in force that it does not declare itself. */
export const draftOf = (scope: Scope, code: string): CellDocument => {
  const own = namesDeclaredIn(code);
  const above = namesAbove(scope, new Map([...scope.names].filter(([name]) => !own.has(name))));
  const file = `__pinbook_draft.${looksLikeMarkup(code) ? "tsx" : "ts"}`;
  return { file, text: `${above}\n${code}\n;export {};\n`, ...measures(above, code) };
};

/** The document that makes the service load others. */
export const indexText = (files: readonly string[]): string =>
  `${files.map((file) => `import "./${file}";\n`).join("")}export {};\n`;

/** The slots of a scope's cells. */
export const slotsOf = (scope: Scope): readonly number[] => [...scope.cells.values()].map(({ slot }) => slot);

export const isCellFile = (file: string): boolean => file.startsWith(cellFilePrefix);

const cellFilePrefix = "__pinbook_cell_";

const cellFile = (slot: number, isMarkup: boolean): string => `${cellFilePrefix}${slot}.${isMarkup ? "tsx" : "ts"}`;

const freeSlot = (scope: Scope, taken: TakenSlots): number => {
  const used = new Set(slotsOf(scope));
  let slot = 1;
  while (used.has(slot) || taken.has(slot)) slot++;
  return slot;
};

/** Lines that bring names of earlier cells in: what may be assigned as a variable, all else as an import, which carries its types and documentation. */
const namesAbove = (scope: Scope, names: Scope["names"]): string => {
  const imports = new Map<number, string[]>();
  const variables: string[] = [];
  for (const [name, { cell, assignable }] of names) {
    const file = scope.cells.get(cell)?.document.file;
    if (!file) continue;
    if (assignable) variables.push(`declare let ${name}: typeof import("./${file}").${name};`);
    else imports.set(cell, [...(imports.get(cell) ?? []), name]);
  }
  const lines = [...imports].map(([cell, list]) => {
    return `import { ${list.join(", ")} } from "./${scope.cells.get(cell)?.document.file}";`;
  });
  return [...lines, ...variables].join("\n");
};

/** Earlier cells without what a new one declares anew for the whole program. */
const withoutGlobals = (cells: Scope["cells"], newer: readonly GlobalDeclaration[]): Scope["cells"] =>
  new Map([...cells].map(([id, cell]) => [id, cell.globals.length > 0 ? withoutThese(cell, newer) : cell]));

const withoutThese = (cell: ScopeCell, newer: readonly GlobalDeclaration[]): ScopeCell => {
  const { document } = cell;
  // The code stands between lines of its own.
  const from = document.text.split("\n", document.above).join("\n").length + 1;
  const { code, globals } = superseded(document.text.slice(from), cell.globals, newer);
  return { ...cell, document: { ...document, text: document.text.slice(0, from) + code }, globals };
};

/** The cells that hold a name in force or declare something for all, the last one, and those that they use. */
const needed = (cells: Scope["cells"], names: Scope["names"], last: number): Scope["cells"] => {
  const kept = new Set<number>();
  const global = [...cells].filter(([, { globals }]) => globals.length > 0).map(([id]) => id);
  const queue = [last, ...[...names.values()].map(({ cell }) => cell), ...global];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (kept.has(id)) continue;
    kept.add(id);
    queue.push(...(cells.get(id)?.uses ?? []));
  }
  return new Map([...cells].filter(([id]) => kept.has(id)));
};

const measures = (above: string, code: string) => ({
  above: lineCount(above),
  lines: lineCount(code),
  specifiers: specifiersIn(code),
});

/** Lines of a text, as the language server counts them. */
const lineCount = (text: string): number => text.split(/\r\n|\r|\n/).length;

const isObject = (code: string): boolean =>
  /^\s*\{/.test(code) && !/;\s*$/.test(code) && parseTypeScript(`(${code})`).errors.length === 0;

/** Whether code is TypeScript with markup in it (JSX). */
const looksLikeMarkup = (code: string): boolean =>
  /<\/[\p{ID_Start}>]|\/>/u.test(code) && parseTypeScript(code).errors.length > 0;
