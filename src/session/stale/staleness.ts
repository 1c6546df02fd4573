import { cellGraph } from "../../notebook/graph/index.ts";
import { newNotebook } from "../../notebook/index.ts";
import { localModulesOf } from "../local-graph.ts";
import { localSources } from "../local-sources.ts";
import type { ExecuteRequest } from "../types.ts";
import { type Judgement, judge } from "./judge.ts";
import { type Execution, viewOf } from "./view.ts";

/**
 * Which cells of a session are stale: made of other code, modules or values than a run of the notebook in its order would
 * make them of. It knows the cells that ran here, by the ids that the front end sends, and the notebook's file as it was
 * saved last; files and other data that cells read do not count.
 */
export interface Staleness {
  /** Notes that a cell begins; call what it gives when the cell has ended. Cells without an id are not noted. */
  begin(request: ExecuteRequest): (isOk: boolean) => void;
  /** Whether the front end has told of any cell what it is. */
  knowsCells(): boolean;
  judge(): Judgement;
}

// More than anyone runs by hand; what came before is then taken for never run.
const maxExecutions = 20_000;

/** Nothing has run yet. `file` is the notebook's, where it is known. */
export const createStaleness = ({
  folder,
  file,
}: {
  readonly folder: string;
  readonly file: string | undefined;
}): Staleness => {
  let executions: Execution[] = [];
  const modulesOf = (source: string): string => localModules(source, folder);
  return {
    begin: ({ cellId, code, executionCount, silent }) => {
      if (cellId === undefined || silent) return () => {};
      const [at, modules] = [Date.now(), modulesOf(code)];
      return (isOk) => {
        if (executions.length >= maxExecutions) executions = executions.slice(maxExecutions / 2);
        executions.push({ id: cellId, source: code, at, executionCount, isOk, modules });
      };
    },
    knowsCells: () => executions.length > 0,
    judge: () => judge(viewOf(file, executions), executions, modulesOf, { moduleOf: localSources(folder) }),
  };
};

/** The local modules that a cell imports, with hashes of what they hold, as one text. */
const localModules = (source: string, folder: string): string => {
  if (!/\b(import|require|export)\b/.test(source)) return "";
  const cell = { cell_type: "code", id: "cell", source, metadata: {}, execution_count: null, outputs: [] } as const;
  const specifiers = cellGraph(newNotebook([cell])).cells.flatMap(({ imports }) =>
    imports.map(({ specifier }) => specifier),
  );
  try {
    return JSON.stringify(
      localModulesOf(specifiers, folder)
        .map(({ path, hash }) => [path, hash ?? ""])
        .sort(),
    );
  } catch {
    // A module that goes away while it is read is another one next time.
    return "unreadable";
  }
};
