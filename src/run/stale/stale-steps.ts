import { messageOf } from "../../errors.ts";
import { type Cell, type Notebook, pinbookOf } from "../../notebook/index.ts";
import type { RestoreOrder } from "../protocol.ts";
import type { KeptOutput, Steps } from "../steps.ts";
import { againParts } from "./again.ts";
import { looked } from "./looked.ts";
import { isSettled, outputsOf, type Stale } from "./open-stale.ts";
import type { CellPlan, PlanCell } from "./plan.ts";
import { startMemory } from "./remember.ts";
import { restoresFor } from "./restores.ts";
import { type StateLog, stateLog } from "./state-log.ts";
import type { CellState } from "./types.ts";
import type { Fingerprint } from "./world.ts";

export interface StepOptions {
  /** Bytes that the cache may have. */
  readonly cacheSize: number;
  readonly fingerprint?: Fingerprint | undefined;
  /** Whether a cell of the plan may be passed over where those above it made what they made before. */
  readonly cutsOff?: boolean;
  /** Hashes of snapshots that could not be restored. */
  readonly lost?: ReadonlySet<string> | undefined;
  /** Hears where nothing can be remembered any more; the run goes on. */
  readonly warn: (line: string) => void;
  /** Takes what is remembered; by default the log of the notebook's file of states. */
  readonly log?: StateLog;
}

const everything: CellPlan = { cells: [], runs: [], kept: new Map(), blocked: new Map() };

/** The steps of a run of all cells, or of those of a plan. */
export const staleSteps = (
  stale: Stale,
  plan: CellPlan | undefined,
  { cacheSize, warn, fingerprint, cutsOff = false, lost = new Set(), log = logOf(stale) }: StepOptions,
): Steps => {
  const kept = new Map((plan ?? everything).kept);
  const runs = new Set(plan?.runs ?? stale.cells.filter(({ skip }) => !skip).map(({ node }) => node.index));
  const byIndex = new Map(stale.cells.map((cell) => [cell.node.index, cell]));
  const memory = startMemory({
    known: stale.known.states,
    append: (states) =>
      log.add(
        states,
        states.some(({ effects }) => effects.length > 0),
      ),
    store: stale.store,
    runtime: stale.runtime,
    limit: cacheSize / 4,
  });
  // What lives in the process alone is made in each.
  const needed = new Set(
    stale.cells
      .filter(({ node }) => runs.has(node.index))
      .flatMap(({ needs }) =>
        needs.filter(({ isState }) => isState).flatMap(({ from }) => from.map(({ index }) => index)),
      ),
  );
  const restores = restoresFor({ cells: stale.cells, kept, runs });
  // Of the cells, so many are in the lineage or run.
  let passed = 0;
  const passUntil = (index: number): void => {
    for (; passed < stale.cells.length; passed++) {
      const cell = stale.cells[passed]!;
      const at = cell.node.index;
      if (at >= index) return;
      if (!runs.has(at)) memory.pass(cell, kept.get(at));
    }
  };
  let isBroken = false;
  // What cannot be remembered runs again next time.
  const attempt = (action: () => void): void => {
    if (isBroken) return;
    try {
      action();
    } catch (error) {
      isBroken = true;
      warn(`what the cells from here on made is not remembered: ${messageOf(error)}`);
    }
  };
  let isCached = false;
  // That a value found no room.
  let isTold = false;
  let isMarked = false;
  const mark = (): void => {
    if (isMarked || runs.size === 0) return;
    isMarked = true;
    const cells = plan ? [...runs].map((index) => byIndex.get(index)?.id ?? "") : undefined;
    log.add([{ run: Date.now(), ...(cells ? { cells } : {}) }]);
  };
  const keptOutput = (index: number, state: CellState): KeptOutput => ({
    outputs: outputsOf(stale, index, state),
    executionCount: state.executionCount,
    remembered: { key: state.key, accesses: state.accesses },
  });
  const settled = (cell: PlanCell): CellState | undefined => {
    const key = memory.keyOf(cell);
    return stale.known.states.findLast(
      (state) => state.key === key && state.id === cell.id && isSettled(stale, cell, state, lost),
    );
  };
  return {
    kept: new Map([...kept].map(([index, state]) => [index, keptOutput(index, state)])),
    left: new Set(
      stale.cells
        .filter(({ node, skip }) => !skip && !runs.has(node.index) && !kept.has(node.index))
        .map(({ node }) => node.index),
    ),
    isIdle: runs.size === 0,
    // A run that was killed may have ended cells that its file does not know of.
    isUnsaved: [...kept.keys()].some((index) => tellsOfCut(stale.notebook.cells[index])),
    mark: async () => attempt(mark),
    spared: (index) => {
      const cell = byIndex.get(index);
      if (!cutsOff || isBroken || !cell || needed.has(index)) return undefined;
      passUntil(index);
      const state = settled(cell);
      if (!state) return undefined;
      runs.delete(index);
      kept.set(index, state);
      attempt(() => log.add([state]));
      return keptOutput(index, state);
    },
    prepare: async (index, worker) => {
      attempt(mark);
      passUntil(index);
      for (const order of restores.before(index)) {
        const problem = await worker.restore(restoreOrder(stale, order));
        if (problem === undefined) continue;
        const what = `${order.names.join(", ")} of cell ${order.index + 1} could not be restored: ${problem}`;
        return { what, lost: order.groups.flatMap(({ blob }) => blob ?? []) };
      }
      return undefined;
    },
    orderOf: (index) => {
      const cell = byIndex.get(index);
      return cell && memory.orderOf(cell, againParts(sourceOf(stale.notebook, index)));
    },
    ended: async (index, end) => {
      const cell = byIndex.get(index) as PlanCell;
      fingerprint?.forget?.();
      const accesses = await looked(end.kept?.accesses ?? [], fingerprint);
      const kept = end.kept && { ...end.kept, accesses };
      const problem = end.kept?.values?.problem;
      if (problem !== undefined && !isTold)
        warn(`${problem}: the cells whose values are not there run again when others need them`);
      isTold ||= problem !== undefined;
      let state: CellState | undefined;
      attempt(() => {
        state = memory.ended(cell, { ...end, kept });
        isCached ||= takesCache(state);
      });
      restores.ran(index);
      return state;
    },
    close: (latest) => {
      attempt(() => {
        memory.close(latest);
        if (!isMarked) return;
        log.close();
        if (isCached) stale.store.evict(cacheSize);
      });
    },
  };
};

const logOf = ({ path, known, cells }: Stale): StateLog => stateLog(path, known.states.length, cells.length);

/** Whether something of it went to the cache rather than into the state. */
const takesCache = ({ outputs, inlineOutputs, values, accesses }: CellState): boolean =>
  accesses.some(({ detail }) => detail !== undefined) ||
  (outputs !== undefined && inlineOutputs === undefined) ||
  values.groups.some(({ blob, blobs, inline }) => blobs !== undefined || (blob !== undefined && inline === undefined));

const sourceOf = (notebook: Notebook, index: number): string => notebook.cells[index]?.source ?? "";

const restoreOrder = (
  { notebook, store }: Stale,
  { index, again, groups }: ReturnType<ReturnType<typeof restoresFor>["before"]>[number],
): RestoreOrder => ({
  index,
  source: sourceOf(notebook, index),
  cellName: `Cell [${index + 1}]`,
  again,
  groups,
  cache: store.folder,
});

const tellsOfCut = (cell: Cell | undefined): boolean => {
  const status = cell && pinbookOf(cell).status;
  return typeof status === "string" && status !== "ok" && status !== "cached";
};
