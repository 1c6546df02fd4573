import { cellGraph } from "../../notebook/graph/index.ts";
import { type CellImport, newNotebook } from "../../notebook/index.ts";
import { localModulesOf } from "../local-graph.ts";
import { localSources } from "../local-sources.ts";
import type { ExecuteRequest } from "../types.ts";
import { type Judgement, judge } from "./judge.ts";
import type { Outside } from "./outside.ts";
import { type Execution, type Modules, viewOf } from "./view.ts";

/**
 * Which cells of a session are stale: made of other code, modules, values or data than a run of the notebook in its order
 * would make them of. It knows the cells that ran here, by the ids that the front end sends, and the notebook's file as it
 * was saved last. Data outside and packages count where `outside` is given.
 */
export interface Staleness {
  /** Whether a cell is one of the notebook's, by its id. */
  knows(request: ExecuteRequest): boolean;
  /** Notes that such a cell begins; call what it gives when the cell has ended. */
  begin(request: ExecuteRequest): Promise<(isOk: boolean) => Promise<void>>;
  /** Whether the front end has told of any cell what it is. */
  knowsCells(): Promise<boolean>;
  judge(): Promise<Judgement>;
}

// More than anyone runs by hand; what came before is then taken for never run.
const maxExecutions = 20_000;

/** Where a session runs, and what it may look at. */
export interface StalenessOptions {
  readonly folder: string;
  /** The notebook's file, where it is known. */
  readonly file: string | undefined;
  readonly outside: (() => Promise<Outside>) | undefined;
}

/** Nothing has run yet. */
export const openStaleness = ({ folder, file, outside }: StalenessOptions): Omit<Staleness, "knows"> => {
  let executions: Execution[] = [];
  let loaded: Promise<Outside> | undefined;
  const load = (): Promise<Outside> | undefined => {
    loaded ??= outside?.();
    return loaded;
  };
  const modulesNow = (world: Outside | undefined): ((source: string) => Modules) => {
    const versions = world?.modules() ?? ((imports) => localModules(imports, folder));
    return (source) => modulesOf(source, versions);
  };
  return {
    begin: async ({ cellId = "", code, executionCount }) => {
      const world = await load();
      const [at, modules] = [Date.now(), modulesNow(world)(code)];
      const end = world?.begin();
      return async (isOk) => {
        const accesses = (await end?.()) ?? [];
        if (executions.length >= maxExecutions) executions = executions.slice(maxExecutions / 2);
        executions.push({ id: cellId, source: code, at, executionCount, isOk, modules, accesses });
      };
    },
    knowsCells: async () => executions.length > 0,
    judge: async () => {
      const world = await load();
      const view = viewOf(file, executions);
      const last = new Map(executions.map(({ id, accesses }) => [id, accesses]));
      const changes = (await world?.changes(view.notebook.cells.map(({ id }) => last.get(id) ?? []))) ?? [];
      const options = { moduleOf: localSources(folder) };
      return judge({ view, executions, changes, modulesOf: modulesNow(world), options });
    },
  };
};

type Imports = readonly CellImport[];

const modulesOf = (source: string, versions: (imports: Imports) => Modules): Modules => {
  if (!/\b(import|require|export)\b/.test(source)) return {};
  const cell = { cell_type: "code", id: "cell", source, metadata: {}, execution_count: null, outputs: [] } as const;
  const imports = cellGraph(newNotebook([cell])).cells.flatMap((node) => node.imports);
  try {
    return versions(imports);
  } catch {
    // A module that goes away while it is read is another one next time.
    return { [imports[0]?.specifier ?? ""]: "unreadable" };
  }
};

/** The local modules behind imports, by path, with hashes of what they hold. */
const localModules = (imports: Imports, folder: string): Modules => {
  const specifiers = imports.map(({ specifier }) => specifier);
  return Object.fromEntries(localModulesOf(specifiers, folder).map(({ path, hash }) => [path, hash ?? ""]));
};
