import type { ColorBar } from "../color-bar.ts";
import type { Place } from "./outlines.ts";
import type { Extent } from "./projection.ts";

/** What stands on a map, in degrees; what it is drawn on comes by itself. */
export interface MapDrawing {
  readonly title: string | undefined;
  readonly extent: Extent;
  /** Whose borders are drawn within land. */
  readonly borders: "countries" | "states";
  readonly fills: readonly MapFill[];
  readonly lines: readonly { readonly places: readonly Place[]; readonly color: string }[];
  readonly dots: readonly MapDot[];
  /** What the fills' or dots' colours mean. */
  readonly bar: ColorBar | undefined;
  readonly legend: readonly { readonly name: string; readonly color: string }[];
  readonly notes: readonly string[];
}

export interface MapFill {
  readonly rings: readonly (readonly Place[])[];
  readonly color: string;
  readonly says: string;
}

export interface MapDot {
  readonly place: Place;
  readonly color: string;
  readonly radius: number;
  readonly says: string;
}
