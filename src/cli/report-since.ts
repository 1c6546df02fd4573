import type { Notebook, Output } from "../notebook/index.ts";
import type { EarlierCell, EarlierNotebook, EarlierRun } from "../report/index.ts";
import { findRun, type RunSide, readRunOutputs, type SideCell } from "../run/diff/index.ts";
import { readWithOutputs } from "../run/index.ts";

/** What the notebooks were in a run that a person names as for `pinbook diff`, or in another notebook's file. */
export const readSince = async (
  home: string,
  name: string,
  pages: readonly { readonly name: string; readonly file: string }[],
): Promise<EarlierRun> => {
  const sides = await findRun(home, name);
  const [first] = sides;
  if (first && !first.run) {
    const notebook = await readWithOutputs(name);
    // Of two files that are named the names need not agree.
    return {
      label: name,
      notebooks: pages.map((page) =>
        pages.length === 1 || first.name === `${page.name}.ipynb` ? ofFile(first, notebook) : undefined,
      ),
    };
  }
  const began = first?.run ? { startedAt: first.run.startedAt } : {};
  return {
    label: name,
    ...began,
    notebooks: pages.map((page) => sideOf(sides, page)).map((side) => side && ofRun(home, side)),
  };
};

const sideOf = (
  sides: readonly RunSide[],
  page: { readonly name: string; readonly file: string },
): RunSide | undefined =>
  sides.find(({ run }) => run?.file === page.file || run?.out === page.file) ??
  sides.find(({ name }) => name.replace(/^.*[/\\]/, "").replace(/\.\w+$/, "") === page.name);

const ofFile = (side: RunSide, notebook: Notebook): EarlierNotebook => {
  const outputs = new Map(
    notebook.cells.flatMap((cell) => (cell.cell_type === "code" ? [[cell.id, cell.outputs] as const] : [])),
  );
  return earlier(side, (cell) => outputs.get(cell.id) ?? []);
};

const ofRun = (home: string, side: RunSide): EarlierNotebook => {
  const kept = side.run && readRunOutputs(home, side.run.id);
  return earlier(side, (cell) => kept?.get(cell.id) ?? cell.outputs.map(ofDigest));
};

const earlier = (side: RunSide, outputsOf: (cell: SideCell) => EarlierCell["outputs"]): EarlierNotebook => {
  const { status, durationMs, parameters, cells } = side;
  return {
    status,
    ...(durationMs === undefined ? {} : { durationMs }),
    parameters,
    cells: cells.map((cell) => ({
      id: cell.id,
      title: cell.title,
      code: cell.code,
      status: cell.status,
      outputs: outputsOf(cell),
    })),
  };
};

// Of a run whose outputs are no longer kept the record tells the texts that are short.
const ofDigest = ({ text, type }: SideCell["outputs"][number]): Output | null => {
  if (text === undefined) return null;
  if (type === "stream") return { output_type: "stream", name: "stdout", text };
  return { output_type: "display_data", data: { "text/plain": text }, metadata: {} };
};
