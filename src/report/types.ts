import type { Notebook } from "../notebook/index.ts";
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
}

export interface ReportOptions {
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
  readonly plotly?: { readonly version: string; readonly source: string | Uint8Array };
}

/** Files of the site by their path in its folder. */
export type Site = ReadonlyMap<string, string | Uint8Array>;
