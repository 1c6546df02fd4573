/** Points by their shares of a whole of three: how a ternary plot is drawn. */
export interface TernaryDrawing {
  readonly title: string | undefined;
  /** What the whole is in the unit of the ticks. */
  readonly sum: number;
  /** At the top, at the left, at the right. */
  readonly titles: readonly [string, string, string];
  readonly traces: readonly TernaryTrace[];
}

export interface TernaryTrace {
  readonly name?: string;
  readonly color: string;
  readonly lines: boolean;
  readonly dots: boolean;
  readonly isFilled: boolean;
  readonly points: readonly TernaryPoint[];
}

/** Shares of one together. */
export interface TernaryPoint {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  /** Pixels across. */
  readonly size: number;
  readonly color: string | undefined;
  readonly says: string;
}
