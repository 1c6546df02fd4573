import { basename } from "node:path";
import type { ExitCode } from "../errors.ts";
import { readNotebookFile } from "../run/index.ts";
import { parametersOf } from "../run/parameters/index.ts";
import type { Terminal } from "./command.ts";
import { textTable } from "./text-table.ts";

/** Prints the parameters of notebooks, with their types and defaults; runs nothing. */
export const showParameters = async (files: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  const rows: (readonly unknown[])[] = [];
  for (const file of files)
    for (const { name, typeText, required, default: value } of parametersOf(await readNotebookFile(file)) ?? [])
      rows.push([basename(file), name, typeText, required ? "(required)" : (value ?? "")]);
  terminal.print(rows.length === 0 ? "no parameters" : textTable(["notebook", "parameter", "type", "default"], rows));
  return 0;
};
