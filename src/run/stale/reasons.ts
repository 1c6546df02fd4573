import type { Input } from "./lineage.ts";
import type { PlanCell } from "./plan.ts";
import type { CellState, KeyParts } from "./types.ts";

interface Compared {
  readonly cell: PlanCell;
  readonly parts: KeyParts;
  readonly inputs: readonly Input[];
  readonly states: readonly CellState[];
  /** Cells above that are stale, with their titles. */
  readonly stale: ReadonlyMap<number, string>;
}

/** The reason of a cell whose code is another. */
export const codeChanged = "its code changed";

/** Why no state of a cell fits its key: a sentence for each difference from the state that is most like it. */
export const differences = (compared: Compared): readonly string[] => {
  const { cell, parts, states } = compared;
  const before =
    states.findLast(({ id }) => id === cell.id) ?? states.findLast(({ parts: { code } }) => code === cell.code);
  if (!before) return ["it has not run yet"];
  if (before.status !== "ok" && before.parts.code === parts.code) return [`it ended as ${before.status}`];
  const found = [
    ...(before.parts.code === parts.code ? [] : [codeChanged]),
    ...moduleDifferences(before.parts.modules, parts.modules),
    ...runtimeDifferences(before.parts.runtime, parts.runtime),
    ...inputDifferences(compared, before),
  ];
  return found.length > 0 ? found : ["it has not run like this yet"];
};

const inputDifferences = ({ inputs, stale, parts }: Compared, before: CellState): readonly string[] => {
  const names = Object.keys(before.parts.inputs).filter((name) => !(name in parts.inputs));
  const changed = inputs.filter(({ name, version, isCarried }) => !isCarried && before.parts.inputs[name] !== version);
  return [
    ...changed.map(({ name, writer, isData }) =>
      stale.has(writer)
        ? `it ${isData ? `reads the ${name}` : `uses ${name} of cell ${writer + 1}`}, which is stale`
        : `${name}, which cell ${writer + 1} made last, is not what it was`,
    ),
    ...names.map((name) => `${name}, which it used, comes from no cell any more`),
  ];
};

const moduleDifferences = (before: KeyParts["modules"], now: KeyParts["modules"]): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(now)])]
    .filter((name) => before[name] !== now[name])
    .map((name) => {
      if (before[name] === undefined) return `it imports ${name}, which it did not`;
      if (now[name] === undefined) return `it no longer imports ${name}`;
      const [was, is] = [before[name], now[name]];
      const isVersion = /^\d+\.\d+/.test(was) && /^\d+\.\d+/.test(is);
      return isVersion ? `the package ${name} is ${is}, it was ${was}` : `what it imports from ${name} changed`;
    });

const runtimeDifferences = (before: KeyParts["runtime"], now: KeyParts["runtime"]): readonly string[] =>
  Object.keys({ ...before, ...now })
    .filter((name) => before[name] !== now[name])
    .map((name) => `${name} is ${now[name] ?? "not known"}, it was ${before[name] ?? "not known"}`);
