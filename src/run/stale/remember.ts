import type { Output } from "../../notebook/index.ts";
import { type BlobStore, hashOf } from "../cache/index.ts";
import type { KeepOrder } from "../protocol.ts";
import type { EndedCell } from "../steps.ts";
import type { RunAccess } from "../types.ts";
import { type Lineage, startLineage } from "./lineage.ts";
import { keyOf, type PlanCell, partsOf } from "./plan.ts";
import type { CellState, KeptValues } from "./types.ts";

/** Goes through a notebook's cells as they run and writes down what is to be remembered of each. */
export interface Memory {
  /** A cell that does not run; `state` is undefined where nothing is known of it. */
  pass(cell: PlanCell, state: CellState | undefined): void;
  /** The key that a cell has as it finds what the cells above it left. */
  keyOf(cell: PlanCell): string;
  orderOf(
    cell: PlanCell,
    declarations: { readonly imports: readonly string[]; readonly declarations: readonly string[] },
  ): KeepOrder;
  /** A cell that ran. */
  ended(cell: PlanCell, end: EndedCell): CellState;
  /** Outputs that later cells changed are stored anew. */
  close(outputsOf: (index: number) => readonly Output[]): void;
}

export interface MemoryOptions {
  /** What was remembered before. */
  readonly known: readonly CellState[];
  readonly append: (states: readonly CellState[]) => void;
  readonly store: BlobStore;
  readonly runtime: Readonly<Record<string, string>>;
  /** Bytes above which values of a cell are not stored. */
  readonly limit: number;
  readonly now?: () => number;
}

export const startMemory = ({ known, append, store, runtime, limit, now = Date.now }: MemoryOptions): Memory => {
  const lineage: Lineage = startLineage();
  const knownByKey = new Map(known.filter(({ status }) => status === "ok").map((state) => [state.key, state]));
  const made: { readonly state: CellState; readonly outputs: readonly Output[] }[] = [];
  return {
    pass: (cell, state) => {
      // What it found is what later cells find of all that it left as it was.
      lineage.inputs(cell);
      lineage.pass(cell, state?.version ?? `unknown ${cell.node.index}`, state);
    },
    keyOf: (cell) => keyOf(partsOf(cell, lineage.inputs(cell), runtime)),
    orderOf: ({ node }, { imports, declarations }) => {
      const names = [...new Set([...node.defines, ...node.changes])];
      return {
        names,
        changes: node.changes.filter((name) => !node.defines.includes(name)),
        imports,
        declarations,
        cache: store.folder,
        limit,
      };
    },
    ended: (cell, end) => {
      const { kept, status, durationMs, executionCount, outputs } = end;
      const parts = partsOf(cell, lineage.inputs(cell), runtime);
      const key = keyOf(parts);
      const accesses = kept?.accesses ?? [];
      const found = kept?.values ?? { groups: [], again: [], unchanged: [] };
      const before = knownByKey.get(key);
      // What it left as it was then it leaves so now, also where nobody could compare.
      const values = { ...found, unchanged: [...new Set([...found.unchanged, ...(before?.values.unchanged ?? [])])] };
      const isOk = status === "ok" && kept?.values !== undefined;
      // What failed is like nothing else, so that cells after it are stale next time.
      const version = hashOf(
        JSON.stringify([key, accesses.map(bareOf), ...(isOk ? [] : [status, now(), cell.node.index])]),
      );
      const bare: CellState = {
        id: cell.id,
        index: cell.node.index,
        key,
        parts,
        version,
        status: isOk || status !== "ok" ? status : "unknown",
        accesses,
        effects: cell.effects,
        values,
        executionCount,
        ...storedOutputs(outputs, store),
        durationMs,
        endedAt: now(),
      };
      lineage.pass(cell, version, isOk ? bare : undefined);
      const state = { ...bare, values: withOthers(cell, values, lineage) };
      append([state]);
      made.push({ state, outputs });
      return state;
    },
    close: (outputsOf) => {
      const changed = made.filter(({ state, outputs }) => {
        const latest = outputsOf(state.index);
        return latest.length !== outputs.length || latest.some((output, i) => output !== outputs[i]);
      });
      const states = changed.map(({ state: { outputs: _, inlineOutputs: __, ...state } }) => ({
        ...state,
        ...storedOutputs(outputsOf(state.index), store),
      }));
      if (states.length > 0) append(states);
    },
  };
};

const bareOf = ({ detail: _, ...access }: RunAccess): RunAccess => access;

/** The values with the versions of variables that the cell did not write: where those differ, the group is not theirs. */
const withOthers = ({ node, needs }: PlanCell, values: KeptValues, lineage: Lineage): KeptValues => ({
  ...values,
  groups: values.groups.map((group) => {
    const carried = new Set(needs.filter(({ isCarried }) => isCarried).map(({ name }) => name));
    const isOwn = (name: string): boolean => node.defines.includes(name) || node.changes.includes(name);
    const others = group.names.filter((name) => carried.has(name) || !isOwn(name));
    if (others.length === 0) return group;
    return { ...group, others: Object.fromEntries(others.map((name) => [name, lineage.versionOf(name)])) };
  }),
});

/** Characters of outputs up to which they stand with the state itself. */
const few = 4096;

/** Outputs as they are stored, or nothing where there are none. */
const storedOutputs = (outputs: readonly Output[], store: BlobStore): Pick<CellState, "outputs" | "inlineOutputs"> => {
  if (outputs.length === 0) return {};
  const text = JSON.stringify(outputs);
  if (text.length <= few) return { outputs: hashOf(text), inlineOutputs: text };
  return { outputs: store.put(new TextEncoder().encode(text)) };
};
