import type { StoredColumns } from "./columns/index.ts";

/**
 * A reference to a node of a snapshot, in a list of its own so that no plain value looks like it; from `apartFrom` on to
 * an object that has no node of its own: a row or a Date of a list of rows.
 */
export type Ref = readonly [number];

export const apartFrom = 2 ** 30;

/** A value in a snapshot: a primitive as it is, all else as a reference. */
export type Slot = unknown;

/** How far an object is closed: 0 not, 1 not extensible, 2 sealed, 3 frozen. */
export type Closed = 0 | 1 | 2 | 3;

/** One object of a snapshot. Lists may have holes. */
export type Node =
  | readonly ["object", readonly string[], readonly Slot[], Closed]
  | readonly ["bare", readonly string[], readonly Slot[], Closed]
  | readonly ["array", readonly Slot[], Closed]
  | readonly ["map", readonly Slot[], readonly Slot[]]
  | readonly ["set", readonly Slot[]]
  | readonly ["date", number]
  | readonly ["regexp", string, string, number]
  | readonly ["error", string, readonly string[], readonly Slot[]]
  | readonly ["buffer", Uint8Array]
  | readonly ["view", string, Ref, number, number]
  | readonly ["bytes", Uint8Array]
  | readonly ["url", string]
  | readonly ["symbol", string]
  | readonly ["global", string]
  | readonly ["name", string]
  | readonly ["instance", Slot, Slot]
  | readonly ["home", string]
  | readonly ["blob", string]
  | readonly ["arquero", Slot]
  /** A class of Danfo, what it is made of, and the place of its first column among the objects apart. */
  | readonly ["danfo", string, Slot, number]
  | readonly ["rows", RowsNode]
  | readonly ["columns", readonly string[], StoredColumns];

/** A list of plain objects that have the same fields in the same order, or of lists of one length, by column. */
export interface RowsNode {
  readonly areLists: boolean;
  readonly names: readonly string[];
  readonly columns: StoredColumns;
  /** The first row's place among the objects apart, and how many rows stand there. */
  readonly first: number;
  readonly count: number;
  /** Places in the list of objects that are found elsewhere too, in order, with references to them. */
  readonly others: readonly (readonly [number, Ref])[];
  readonly closed: Closed;
}

/** Some variables' values and all objects below them, each once. */
export interface Snapshot {
  readonly nodes: readonly Node[];
  readonly roots: Readonly<Record<string, Slot>>;
}

export const isRef = (slot: Slot): slot is Ref => Array.isArray(slot);
