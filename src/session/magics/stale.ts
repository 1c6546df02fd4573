import type { Magic } from "./types.ts";

/** `%stale`: the cells of the notebook that are no longer what a run from the top would give, and why. */
export const stale: Magic = {
  usage: "%stale",
  summary: "lists the cells that ran here and are stale, and why",
  run: async ({ text }, { staleness, print }) => {
    refuse("%stale", text);
    const cells = (await staleness.judge()).stale;
    for (const { label, reasons } of cells) print(`${label}\n${reasons.map((reason) => `    ${reason}\n`).join("")}`);
    if (cells.length === 0) print((await staleness.knowsCells()) ? "nothing is stale\n" : unknown);
  },
};

/** `%rerun`: runs the stale cells, and those that have to run again for them, in the notebook's order; what they put out shows here. */
export const rerun: Magic = {
  usage: "%rerun",
  summary: "reruns the stale cells, and those they need anew, in the notebook's order",
  run: async ({ text }, { staleness, runAgain, print, signal }) => {
    refuse("%rerun", text);
    if (!(await staleness.knowsCells())) return print(unknown);
    const { runs } = await staleness.judge();
    for (const cell of runs) {
      signal().throwIfAborted();
      print(`${cell.label}\n`);
      if (!(await runAgain(cell))) throw new Error(`${cell.label} failed: the stale cells below it were not run`);
    }
    print(runs.length === 0 ? "nothing is stale\n" : `reran ${runs.length} ${runs.length === 1 ? "cell" : "cells"}\n`);
  },
};

const refuse = (magic: string, text: string): void => {
  if (text.trim() !== "") throw new Error(`${magic} takes nothing, it was given ${JSON.stringify(text.trim())}`);
};

const unknown = "this front end does not tell which cells it runs, so nothing is known of them\n";
