import { createReadStream, statSync } from "node:fs";
import {
  type Cell,
  fileKind,
  type Notebook,
  type Output,
  type OutputCut,
  outputCutter,
  readNotebook,
} from "../notebook/index.ts";
import { cutNote } from "../report/index.ts";
import { readWithOutputs } from "../run/index.ts";

// Files below are read whole. Of larger ones an output is cut to what a browser can show.
const large = 64 << 20;
const limits = { each: 1 << 20, all: 48 << 20 };

/** A notebook's file for a report: of a very large one with its outputs cut, each of which says so, and a line about it. */
export const readForReport = async (file: string, warn: (line: string) => void, lang?: string): Promise<Notebook> => {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= large || fileKind(file) !== "notebook") return readWithOutputs(file);
  const cutter = outputCutter(limits);
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) cutter.push(chunk as Buffer);
  const { bytes, cuts } = cutter.end();
  const notebook = readNotebook(bytes, file);
  for (const cut of cuts.slice(0, 10)) warn(`${file}, cell ${cut.cell + 1}: ${cutNote(cut)}`);
  if (cuts.length > 10) warn(`${file}: ${cuts.length - 10} more outputs were cut`);
  return {
    ...notebook,
    cells: notebook.cells.map((cell, at) =>
      noted(
        cell,
        cuts.filter((cut) => cut.cell === at),
        lang,
      ),
    ),
  };
};

const noted = (cell: Cell, cuts: readonly OutputCut[], lang: string | undefined): Cell => {
  if (cell.cell_type !== "code" || cuts.length === 0) return cell;
  const notes = cuts.map((cut): Output => ({ output_type: "stream", name: "stderr", text: `${cutNote(cut, lang)}\n` }));
  return { ...cell, outputs: [...cell.outputs, ...notes] };
};
