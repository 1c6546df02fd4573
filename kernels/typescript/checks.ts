import { setTimeout as pause } from "node:timers/promises";
import {
  describeProblems,
  type StartedCell,
  type TypeProblem,
  unknownNames,
  withoutKnown,
} from "../../src/session/language/index.ts";
import type { Program } from "./program.ts";

/** Type errors on their way to the front ends, beside the outputs of their cells. */
export interface Checks {
  /** A check has begun that will be over in no time. */
  started(cell: string): void;
  /** Shows the errors of a cell; those of names that the running program knows are none. */
  checked(cell: StartedCell, problems: readonly TypeProblem[]): Promise<void>;
  /** What the idle of a cell waits for, so that tools which listen no longer do not lose its type errors. */
  hold(cell: string | undefined): Promise<unknown> | undefined;
}

interface CheckEffects {
  readonly program: Pick<Program, "askPatiently">;
  readonly idOf: (cell: StartedCell) => string | undefined;
  readonly warn: (text: string, cell: StartedCell) => void;
}

/** Most milliseconds for which a check holds the idle back. */
const longest = 50;

export const createChecks = ({ program, idOf, warn }: CheckEffects): Checks => {
  const open = new Map<string, { readonly over: Promise<void>; readonly end: () => void }>();
  const real = async (problems: readonly TypeProblem[]): Promise<readonly TypeProblem[]> => {
    const names = unknownNames(problems);
    if (names.length === 0) return problems;
    const known = (await program.askPatiently<readonly string[]>({ kind: "known", names })) ?? [];
    return withoutKnown(problems, (name) => known.includes(name));
  };
  return {
    started: (id) => {
      let end = () => {};
      const over = new Promise<void>((resolve) => {
        end = resolve;
      });
      open.set(id, { over, end });
    },
    checked: async (cell, problems) => {
      const found = await real(problems);
      if (found.length > 0) warn(`${describeProblems(found, cell.name, cell.code)}\n`, cell);
      const id = idOf(cell) ?? "";
      open.get(id)?.end();
      open.delete(id);
    },
    hold: (id) => {
      const check = open.get(id ?? "");
      return check && Promise.race([check.over, pause(longest, undefined, { ref: false })]);
    },
  };
};
