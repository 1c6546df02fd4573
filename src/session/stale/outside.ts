import type { Access } from "../../access.ts";
import type { CellImport } from "../../notebook/index.ts";

/** The world outside a session's cells: what they read and write there, and what they import. For `%stale`, with the runner's keys. */
export interface Outside {
  /** A cell begins; call what it gives when the cell has ended, for what it read and wrote meanwhile. */
  begin(): () => Promise<readonly Access[]>;
  /** Looks at modules and packages as they are now: by specifier, what an import is. */
  modules(): (imports: readonly CellImport[]) => Readonly<Record<string, string>>;
  /** Of each cell's accesses, from the top, why something there is not as it was; undefined where all is. */
  changes(cells: readonly (readonly Access[])[]): Promise<readonly (string | undefined)[]>;
}
