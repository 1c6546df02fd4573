/** Parts of parts: how a sunburst, a treemap or an icicle is drawn. */
export interface TreeDrawing {
  readonly kind: "sunburst" | "treemap" | "icicle";
  readonly title: string | undefined;
  readonly root: TreePart;
  /** How many levels are drawn, the root among them. */
  readonly levels: number;
  readonly height: number;
}

export interface TreePart {
  readonly label: string;
  /** All that is in it, its own and that of its parts. */
  readonly size: number;
  readonly color: string;
  /** What it says when pointed at. */
  readonly says: string;
  /** The largest first, unless the figure keeps an order of its own. */
  readonly parts: readonly TreePart[];
}
