import type { Evaluator } from "./evaluate.ts";
import type { CellScope, PreparedCell } from "./prepare-cell.ts";

/** The names that the cells of a session made. */
export interface Scope extends CellScope {
  /** Takes in what a cell declares. */
  add(cell: PreparedCell): void;
  /** The names with their values, sorted; undefined stands for what cannot be had. */
  values(): Promise<readonly { readonly name: string; readonly value: unknown }[]>;
  /** Sets the names to undefined (V8 cannot take them away) and removes those that were set on the global object. */
  reset(): Promise<void>;
}

/** Starts empty; what is on the global object by now counts as no cell's. `onReset` hears of every reset. */
export const createScope = (evaluator: Evaluator, onReset: () => void = () => {}): Scope => {
  const names = new Set<string>();
  const constants = new Set<string>();
  const before = new Set(Object.getOwnPropertyNames(globalThis));
  const added = () => Object.keys(globalThis).filter((name) => !before.has(name));
  return {
    names,
    constants,
    add: (cell: PreparedCell) => {
      for (const [name, isConstant] of cell.constants) {
        if (isConstant) constants.add(name);
        else constants.delete(name);
      }
      for (const name of cell.declares) names.add(name);
    },
    values: async () => {
      const found = [];
      for (const name of [...new Set([...names, ...added()])].sort())
        found.push({ name, value: (await evaluator.peek(name))?.value });
      return found;
    },
    reset: async () => {
      for (const name of added()) Reflect.deleteProperty(globalThis, name);
      const code = [...names].map((name) => `try { ${name} = undefined; } catch {}`).join("\n");
      names.clear();
      onReset();
      constants.clear();
      await evaluator.evaluate(code, "pinbook:reset");
    },
  };
};
