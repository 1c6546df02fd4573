import type { AggregateNode } from "../plan.ts";
import type { Cell } from "./compile.ts";

/** An aggregate under way: rows come one after the other, and its value can be asked for at any time. */
export interface Accumulator {
  add(row: number): void;
  value(): unknown;
}

/** Makes what starts a node's aggregate, from its compiled arguments. */
export type Maker = (node: AggregateNode, args: readonly Cell[]) => () => Accumulator;

/** An argument of an aggregate; null where there is none. */
export const argument = (args: readonly Cell[], index = 0): Cell => args[index] ?? (() => null);

/** An aggregate that goes on from value to value; the arguments' nulls are left out. */
export const folding =
  <S>(start: S, step: (state: S, value: never, node: AggregateNode) => S, end: (state: S) => unknown): Maker =>
  (node, args) => {
    const cell = argument(args);
    return () => {
      let state = start;
      return {
        add: (row) => {
          const value = cell(row);
          if (value !== null) state = step(state, value as never, node);
        },
        value: () => end(state),
      };
    };
  };

/** An aggregate of all values that are not null, in order. */
export const ofAll =
  (end: (values: unknown[], node: AggregateNode) => unknown): Maker =>
  (node, args) => {
    const cell = argument(args);
    return () => {
      const values: unknown[] = [];
      return {
        add: (row) => {
          const value = cell(row);
          if (value !== null) values.push(value);
        },
        value: () => end(values, node),
      };
    };
  };
