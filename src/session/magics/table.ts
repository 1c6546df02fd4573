import type { CellName, LineName } from "../../syntax/index.ts";
import { cd, pwd } from "./cd.ts";
import { check } from "./check.ts";
import { env } from "./env.ts";
import { line, script } from "./shell.ts";
import { html, latex, markdown, svg } from "./show.ts";
import { rerun, stale } from "./stale.ts";
import { time } from "./time.ts";
import { timeit } from "./timeit.ts";
import type { Magic } from "./types.ts";
import { reset, who } from "./who.ts";

const help: Magic = {
  usage: "%help",
  summary: "shows this table",
  run: (_, { print }) => print(helpText()),
};

/** The magics that stand on a line, by name; the shell's is `!`. */
export const lineMagics: Readonly<Record<LineName, Magic>> = {
  help,
  check,
  time,
  timeit,
  env,
  cd,
  pwd,
  who,
  stale,
  rerun,
  reset,
  "!": line,
};

/** The magics that take a whole cell, by name. */
export const cellMagics: Readonly<Record<CellName, Magic>> = { time, timeit, html, markdown, svg, latex, sh: script };

const helpText = (): string => {
  const magics = [...new Set([...Object.values(lineMagics), ...Object.values(cellMagics)])];
  const width = Math.max(...magics.map(({ usage }) => usage.length));
  return magics.map(({ usage, summary }) => `${usage.padEnd(width)}  ${summary}\n`).join("");
};
