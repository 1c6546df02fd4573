import type { AnyFrame, Row } from "../../../src/frame/index.ts";
import type { Failure } from "./one-row.ts";

/** A frame of any columns. */
export type Framed = Omit<AnyFrame, "toRows"> & { toRows(): Promise<readonly Row[]> };

/** A frame, and the values of its rows in order, or what it fails with when it is collected. */
export type FrameCase = readonly [
  title: string,
  frame: Framed | (() => Framed),
  rows: readonly (readonly unknown[])[] | Failure,
];
