import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type { MimeBundle, Notebook, Output } from "../notebook/index.ts";
import { recordsFolder } from "./run-record.ts";

/** The outputs of so many runs are kept; older ones have only what their records tell. */
const kept = 60;

/** Characters of one output, and of all of a run, beyond which they are not kept. */
const [largest, most] = [1 << 20, 1 << 24];

/** What later comparisons show; other forms of the same are left out. */
const forms = [
  "text/html",
  "text/plain",
  "text/markdown",
  "application/json",
  "image/svg+xml",
  "image/png",
  "image/jpeg",
];

/** Keeps the outputs of a run that ended beside its record, as far as they are not too large. A failure loses a comparison, no run. */
export const writeRunOutputs = (home: string, id: string, notebook: Notebook): void => {
  const path = pathOf(home, id);
  try {
    let left = most;
    const cells = notebook.cells.flatMap((cell) => {
      if (cell.cell_type !== "code") return [];
      const outputs = cell.outputs.map((output) => {
        const small = reduced(output);
        // A large text is not copied only to be measured.
        const size = "text" in small && small.text.length > largest ? small.text.length : JSON.stringify(small).length;
        if (size > largest || size > left) return null;
        left -= size;
        return small;
      });
      return [[cell.id, outputs] as const];
    });
    writeFileSync(`${path}.tmp`, gzipSync(JSON.stringify(Object.fromEntries(cells)), { level: 1 }));
    renameSync(`${path}.tmp`, path);
    removeOld(home);
  } catch {
    rmSync(`${path}.tmp`, { force: true });
  }
};

/** The outputs of a run by the id of the cell, null for one that was too large; undefined where none were kept. */
export const readRunOutputs = (
  home: string,
  id: string,
): ReadonlyMap<string, readonly (Output | null)[]> | undefined => {
  try {
    const cells = JSON.parse(gunzipSync(readFileSync(pathOf(home, id))).toString()) as Record<
      string,
      (Output | null)[]
    >;
    return new Map(Object.entries(cells));
  } catch {
    return undefined;
  }
};

const pathOf = (home: string, id: string): string => join(recordsFolder(home), `${id}.outputs.gz`);

const reduced = (output: Output): Output => {
  if (!("data" in output)) return output;
  const data = Object.fromEntries(
    forms.flatMap((form) => (output.data[form] === undefined ? [] : [[form, output.data[form]]])),
  );
  return { output_type: "display_data", data: data as MimeBundle, metadata: {} };
};

const removeOld = (home: string): void => {
  const folder = recordsFolder(home);
  const names = readdirSync(folder).filter((name) => name.endsWith(".outputs.gz"));
  for (const name of names.sort().slice(0, Math.max(0, names.length - kept)))
    rmSync(join(folder, name), { force: true });
};
