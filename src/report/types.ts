import type { Notebook, Output } from "../notebook/index.ts";
import type { Secret } from "../secret.ts";

/** What is told of a run; a runner's result has this form. */
export interface RunSummary {
  /** `ok`, `failed`, `timed-out`, `died`, `cancelled`. */
  readonly status: string;
  readonly durationMs?: number;
  readonly error?: string;
  readonly cells?: readonly { readonly id: string; readonly status: string; readonly durationMs?: number }[];
}

/** One notebook of a report. */
export interface ReportPage {
  /** Names the page's file: `3-post` makes `3-post.html`. Also `3-post.ipynb` may be given. */
  readonly name: string;
  readonly notebook: Notebook;
  /** Without it statuses come from the notebook's cells. */
  readonly result?: RunSummary;
  /** What is known of how its outputs came about, as `readRunFacts` finds it. */
  readonly facts?: RunFacts;
}

/** How a notebook's outputs came about. */
export interface RunFacts {
  /** When the run began; ISO 8601. */
  readonly startedAt?: string;
  readonly status?: string;
  readonly durationMs?: number;
  readonly error?: string;
  /** Each parameter with its value as text. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** What was read and written outside the notebook, with its version: a table's version, a listing's hash. */
  readonly data?: readonly RunData[];
  readonly packages?: readonly { readonly name: string; readonly version: string }[];
  readonly commit?: { readonly id: string; readonly branch?: string };
  /** The code cells. */
  readonly cells?: readonly CellFacts[];
  /** What the cells read or wrote and nobody could look at again. */
  readonly unseen?: readonly DataChange[];
}

export interface CellFacts {
  readonly id: string;
  readonly durationMs?: number;
  /** Why what it shows is out of date; none where it is not. */
  readonly stale?: readonly StaleReason[];
}

/** Its code was edited since, it hangs on a stale cell, or something that it read, wrote or imports is another now. */
export type StaleReason = "edited" | "needs" | DataChange;

/** Something outside the notebook that is not as a run found or left it, a module or package that it imports; `unseen` where nobody could look. */
export interface DataChange {
  readonly kind: string;
  readonly name: string;
  readonly change: "changed" | "gone" | "new" | "unseen";
}

export interface RunData {
  readonly kind: string;
  readonly name: string;
  readonly version: string;
  readonly write?: boolean;
}

/** One of Plotly's bundles. */
export interface PlotlyBundle {
  readonly version: string;
  /** Its name among Plotly's own, such as `basic`. */
  readonly name?: string;
  readonly source: string | Uint8Array;
  /** What it says on buttons and at points in the report's language, by its English words; it speaks English without them. */
  readonly words?: Readonly<Record<string, string>>;
}

/** A brand's own parts of a page, as `readTemplate` reads them. */
export interface ReportTemplate {
  /** CSS that comes after the report's own. */
  readonly style: string;
  /** HTML by the slot's name. */
  readonly slots: Readonly<Record<string, string>>;
}

/** What data leads from one notebook of a report to another; ends are places among its pages. */
export interface PipelineGraph {
  readonly edges: readonly {
    readonly from: number;
    readonly to: number;
    readonly name: string;
    readonly sure: boolean;
  }[];
}

/** One run of a report's notebooks, as the index tells of it. */
export interface HistoryRun {
  readonly id: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly status: string;
  readonly durationMs: number;
  readonly notebooks: readonly { readonly name: string; readonly status: string; readonly durationMs: number }[];
}

/** A notebook as an earlier run left it. */
export interface EarlierNotebook {
  readonly status: string;
  readonly durationMs?: number;
  readonly parameters: Readonly<Record<string, string>>;
  readonly cells: readonly EarlierCell[];
}

export interface EarlierCell {
  readonly id: string;
  readonly title: string;
  /** SHA-256 of its code. */
  readonly code: string;
  readonly status: string;
  /** Null stands for one that was too large to be kept. */
  readonly outputs: readonly (Output | null)[];
}

/** What a report is compared with. */
export interface EarlierRun {
  /** As people call it: a notebook's file, or what they named the run by. */
  readonly label: string;
  /** When it began, which names it instead; ISO 8601. */
  readonly startedAt?: string;
  /** For each page of the report what the notebook was then, where it took part. */
  readonly notebooks: readonly (EarlierNotebook | undefined)[];
}

export interface ReportOptions {
  /** The run since which the report shows what changed, on a page of its own. */
  readonly since?: EarlierRun;
  /** What the index draws of how the notebooks hang together. */
  readonly graph?: PipelineGraph;
  /** The last runs, newest first, for the index. */
  readonly history?: readonly HistoryRun[];
  /** The index page's heading. */
  readonly title?: string;
  /** One sentence under it, plain text. */
  readonly lead?: string;
  /** Headline figures of the index page. */
  readonly figures?: readonly { readonly label: string; readonly value: string }[];
  /** Shown at the foot of every page, plain text: when and where it was made. */
  readonly footer?: string;
  /** Leaves code out. */
  readonly hideCode?: boolean;
  /** Lets scripts in outputs run and load what they want, and says so on the page. */
  readonly trusted?: boolean;
  /** Credentials that are written as `***` wherever a notebook or a run holds them. */
  readonly secrets?: readonly Secret[];
  /** Characters of one text output that are shown; 100,000 unless given. */
  readonly maxText?: number;
  /** Plotly's bundle, copied once beside the pages that have plots; without it plots are static. */
  readonly plotly?: PlotlyBundle;
  /** The language of the report's own words; `en` unless given. */
  readonly lang?: string;
  readonly template?: ReportTemplate;
}

/** Files of the site by their path in its folder. */
export type Site = ReadonlyMap<string, string | Uint8Array>;
