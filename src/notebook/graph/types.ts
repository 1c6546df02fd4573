/** What a cell imports: the names as the module exports them, `default` and `*` (all of it) among them. */
export interface CellImport {
  readonly specifier: string;
  readonly names: readonly string[];
}

/** Data outside the session that a cell reads or writes. `sure` is false where the code leaves open whether or which. */
export interface DataUse {
  /** `topic`, `stream`, `object`, `table`, `file`, `url`, `rows` of the source, `env`, `folder`, … */
  readonly kind: string;
  /** Its name as far as the code tells it, a glob where it stands for several; `*` where it does not tell. */
  readonly name: string;
  readonly sure: boolean;
}

/** One code cell as its syntax tree tells it. */
export interface CellNode {
  /** Its place among all cells of the notebook, from 0. */
  readonly index: number;
  readonly id: string;
  /** Names that are bound anew: declared, imported, assigned. */
  readonly defines: readonly string[];
  /** Names of other cells that it reads, also through functions that it calls. */
  readonly uses: readonly string[];
  /** Names of other cells whose value it may change: `x.push(…)`, `x.y = …`, `delete x.y`, x given to a function that is not known; and those that it may define anew or leave as they were. */
  readonly changes: readonly string[];
  readonly imports: readonly CellImport[];
  readonly reads: readonly DataUse[];
  readonly writes: readonly DataUse[];
  /** What it does to the world beside its value, a few words each: `posts rows (postRows)`. */
  readonly effects: readonly string[];
  /** What the code does not tell, a sentence each. */
  readonly unsure: readonly string[];
}

/** That one cell needs what another made. Both ends are places among all cells. */
export interface CellEdge {
  readonly from: number;
  readonly to: number;
  /** The name, or the data's kind and name, by which they hang together. */
  readonly name: string;
  /** `state`: what the one changed lives on in the process alone, as a built-in or what a module keeps. */
  readonly kind: "value" | "change" | "data" | "state";
  readonly sure: boolean;
  /** Where the name is an import: the module's specifier. What it is follows from that module, not from the cell's other code. */
  readonly specifier?: string;
  /** Why, in a sentence without a full stop. */
  readonly why: string;
}

/** The code cells of a notebook in order, and what hangs on what: edges lead from earlier to later cells. */
export interface CellGraph {
  readonly cells: readonly CellNode[];
  readonly edges: readonly CellEdge[];
}

/** A notebook among others, with the data that its cells read from outside it and write. */
export interface NotebookNode {
  readonly name: string;
  readonly graph: CellGraph;
  readonly reads: readonly DataUse[];
  readonly writes: readonly DataUse[];
}

/** That one notebook reads what another writes. Both ends are places among the notebooks given. */
export interface NotebookEdge {
  readonly from: number;
  readonly to: number;
  /** The data's kind and name. */
  readonly name: string;
  readonly sure: boolean;
  readonly why: string;
}

/** Notebooks and what data leads from one to another; there may be cycles. */
export interface NotebookGraph {
  readonly notebooks: readonly NotebookNode[];
  readonly edges: readonly NotebookEdge[];
}
