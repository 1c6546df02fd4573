import type { CellTypes, TypeProblem } from "../../src/session/language/index.ts";
import type { Origin } from "./cells.ts";
import type { LinkedCell } from "./link.ts";
import type { Teller } from "./teller.ts";

/** Tells the channels' thread of the cells, which knows their types. */
export interface TypesLink extends CellTypes {
  /** Takes that thread's answer about a cell that it was to examine. */
  examined(id: number, problems: readonly TypeProblem[] | undefined): void;
}

export const createTypesLink = (tell: Teller["tell"]): TypesLink => {
  const waiting = new Map<number, (problems: readonly TypeProblem[] | undefined) => void>();
  return {
    started: (cell) => tell({ kind: "started", cell: { ...cell, tag: (cell.tag as Origin | undefined)?.header } }),
    examine: (cell) => {
      const answer = new Promise<readonly TypeProblem[] | undefined>((resolve) => waiting.set(cell.id, resolve));
      const linked: LinkedCell = { ...cell, tag: (cell.tag as Origin | undefined)?.header };
      tell({ kind: "examine", cell: linked });
      return answer;
    },
    examined: (id, problems) => {
      waiting.get(id)?.(problems);
      waiting.delete(id);
    },
    remove: (id) => tell({ kind: "remove", id }),
    clear: () => tell({ kind: "clear" }),
    close: () => {},
  };
};
