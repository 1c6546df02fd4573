import type { Names } from "./names.ts";
import type { SqlScope } from "./scope.ts";

/** The scope of one row: columns by their names, and no groups. */
export const rowScope = (names: Names, table?: string): SqlScope => ({
  column: (name) => (table === undefined ? names.column(name) : `${table}.${names.column(name)}`),
  group: (node) => {
    throw new Error(`op.${node.fn} has no group here`);
  },
});
