import type { Evaluator } from "./evaluate.ts";
import { importerName } from "./import-statement.ts";
import { prepareCell } from "./prepare-cell.ts";
import type { Scope } from "./scope.ts";

/** A variable of the cells, and whether it is a field of the global object. */
export interface Variable {
  readonly value: unknown;
  readonly isGlobal: boolean;
}

/** The variables of a session's cells from outside; to be used between cells only. */
export interface Variables {
  /** Those of these names that have a value. */
  read(names: readonly string[]): Promise<ReadonlyMap<string, Variable>>;
  /** Sets variables as the cell with this source would have; it does not run. */
  write(values: ReadonlyMap<string, Variable>, source: string): Promise<void>;
  /** A module as cells import it. */
  load(specifier: string): Promise<Readonly<Record<string, unknown>>>;
}

const key = Symbol.for("pinbook.variables");

export const createVariables = (evaluator: Evaluator, scope: Scope): Variables => {
  const holder = globalThis as { [key]?: Record<string, unknown> };
  const evaluate = async (code: string): Promise<void> => {
    const evaluation = await evaluator.evaluate(code, "pinbook:variables");
    if (evaluation.kind === "thrown") throw evaluation.thrown;
  };
  return {
    read: async (names) => {
      const found: Record<string, unknown> = Object.create(null);
      if (names.length === 0) return new Map();
      Object.defineProperty(globalThis, key, { value: found, configurable: true });
      const reads = names.map((name) => `try { found[${JSON.stringify(name)}] = ${name}; } catch {}`);
      // A name before its declaration throws; nothing is awaited, so that no other code runs in between.
      await evaluate(`{ const found = globalThis[Symbol.for("pinbook.variables")]; ${reads.join(" ")} } void 0`);
      Reflect.deleteProperty(globalThis, key);
      return new Map(
        Object.entries(found).map(([name, value]) => [name, { value, isGlobal: Object.hasOwn(globalThis, name) }]),
      );
    },
    write: async (values, source) => {
      const lexical = [...values].filter(([, { isGlobal }]) => !isGlobal);
      for (const [name, { value, isGlobal }] of values) if (isGlobal) Reflect.set(globalThis, name, value);
      if (lexical.length > 0) {
        holder[key] = Object.fromEntries(lexical.map(([name, { value }]) => [name, value]));
        const names = lexical.map(([name]) => name).join(", ");
        await evaluate(`let { ${names} } = globalThis[Symbol.for("pinbook.variables")]; void 0`);
        delete holder[key];
      }
      scope.add(prepareCell(source, scope));
    },
    load: (specifier) =>
      (globalThis as unknown as Record<string, (name: string) => Promise<Record<string, unknown>>>)[importerName]!(
        specifier,
      ),
  };
};
