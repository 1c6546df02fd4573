import type { CellName, LineName } from "../../syntax/index.ts";
import { formatDuration } from "./duration.ts";
import { cellMagics, lineMagics } from "./table.ts";
import type { MagicContext } from "./types.ts";

/** What the calls in prepared cells reach. */
export interface MagicRunner {
  (name: string, text: string, body?: string, action?: () => unknown): Promise<unknown>;
  startTimer(): void;
  /** Tells how long the oldest timer that still runs took; nothing where none runs. */
  stopTimer(): void;
}

/** Runs magics by name. */
export const createMagicRunner = (context: MagicContext): MagicRunner => {
  let started: number | undefined;
  const run = async (name: string, text: string, body = "", action: () => unknown = () => undefined) => {
    const magic = name.startsWith("%%") ? cellMagics[name.slice(2) as CellName] : lineMagics[name as LineName];
    return magic.run({ text, body, action }, context);
  };
  return Object.assign(run, {
    startTimer: () => {
      started ??= performance.now();
    },
    stopTimer: () => {
      if (started !== undefined) context.print(`${formatDuration(performance.now() - started)}\n`);
      started = undefined;
    },
  });
};
