/** Amounts that flow between places, as a sankey is drawn. */
export interface FlowDrawing {
  readonly title: string | undefined;
  readonly height: number;
  readonly nodes: readonly FlowNode[];
  readonly links: readonly FlowLink[];
  /** Pixels between places above each other, and how thick they are. */
  readonly pad: number;
  readonly thickness: number;
}

export interface FlowNode {
  readonly label: string;
  readonly color: string;
}

export interface FlowLink {
  readonly source: number;
  readonly target: number;
  readonly value: number;
  readonly color: string | undefined;
  readonly label: string;
}
