/** What stands around a point: angles in degrees, distances in the unit of the data. */
export interface PolarDrawing {
  readonly title: string | undefined;
  readonly traces: readonly PolarTrace[];
  readonly low: number;
  readonly high: number;
  readonly isClockwise: boolean;
  /** Where angle zero lies, in degrees against the clock from the right. */
  readonly turn: number;
  readonly spokes: readonly { readonly degrees: number; readonly text: string }[];
}

export interface PolarTrace {
  readonly kind: "points" | "bars";
  readonly name?: string;
  readonly color: string;
  /** The colour of each point or bar, where they have some. */
  readonly colors: readonly string[];
  readonly points: readonly PolarPoint[];
  readonly lines: boolean;
  readonly dots: boolean;
  readonly isFilled: boolean;
}

export interface PolarPoint {
  readonly r: number;
  readonly degrees: number;
  /** Where a bar begins, and how many degrees it is wide. */
  readonly base: number;
  readonly width: number;
  readonly says: string;
}
