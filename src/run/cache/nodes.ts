/** A reference to a node of a snapshot, in a list of its own so that no plain value looks like it. */
export type Ref = readonly [number];

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
  | readonly ["arquero", Slot];

/** Some variables' values and all objects below them, each once. */
export interface Snapshot {
  readonly nodes: readonly Node[];
  readonly roots: Readonly<Record<string, Slot>>;
}

export const isRef = (slot: Slot): slot is Ref => Array.isArray(slot);
