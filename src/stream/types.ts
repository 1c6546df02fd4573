import type { TableRef } from "../delta/index.ts";
import type { KinesisClient } from "../kinesis/index.ts";
import type { ColumnTable } from "../schema.ts";
import type { ObjectStore } from "../storage/index.ts";

/** A folder in a store; `path` has no slash around it. */
export interface Place {
  readonly store: ObjectStore;
  readonly path: string;
}

/** What a transform makes of a batch: rows for the table, and which of its records are not in them and why. */
export interface Transformed {
  readonly rows: ColumnTable;
  /** `row` counts from 0 in the records given. */
  readonly rejected?: readonly { readonly row: number; readonly reason: string }[];
}

/**
 * Turns records into rows. The columns given: partitionKey, data (the text), stream, shardId, sequenceNumber (all string),
 * approximateArrivalTimestamp (timestamp). It must give the same for the same records: a batch that was cut short runs again.
 */
export type Transform = (records: ColumnTable) => Promise<ColumnTable | Transformed> | ColumnTable | Transformed;

/** One application's mark in the table. */
export interface TxnMark {
  readonly appId: string;
  readonly version: number;
}

/** Where rows go: a table that writes rows and marks in one commit, or skips both where it has the marks. */
export interface StreamSink {
  /** For messages: the table's URL. */
  readonly describe: string;
  /** Throws where there is no table. */
  tableId(): Promise<string>;
  latestTxn(appId: string): Promise<number | undefined>;
  append(
    rows: ColumnTable,
    txns: readonly TxnMark[],
  ): Promise<{ readonly version: number; readonly skipped?: boolean }>;
}

export interface StreamOptions {
  readonly kinesis: KinesisClient;
  readonly stream: string;
  /** Holds how far the stream was read; one folder a stream. */
  readonly checkpoint: Place;
  /** A Delta table that is there, or another sink. */
  readonly table: TableRef | StreamSink;
  readonly transform: Transform;
  /** Names the reader in the table: `pinbook` by default. */
  readonly application?: string;
  /** Where records that do not parse go: `dead-letter` in the checkpoint folder by default. */
  readonly deadLetter?: Place;
  /** `end`: stop once everything that was there is in the table; `signal`, the default: go on until the signal. */
  readonly until?: "end" | "signal";
  /** Ends the run after the batch at hand. */
  readonly signal?: AbortSignal;
  /** Most records in a batch: 10,000 by default. */
  readonly maxRecords?: number;
  /** Most bytes in a batch: 10 MiB by default. */
  readonly maxBytes?: number;
  /** Milliseconds between looks at a stream that has nothing new: 1,000 by default. */
  readonly pollMs?: number;
  readonly onBatch?: (batch: BatchReport) => void;
  readonly log?: (line: string) => void;
}

/** What became of one batch. */
export interface BatchReport {
  readonly batch: number;
  readonly records: number;
  /** Rows that it put into the table; 0 where it was there already. */
  readonly rows: number;
  readonly deadLetters: number;
  /** The table's version with it; undefined where it had no rows. */
  readonly version?: number;
  /** An earlier run had put it into the table and was cut short before it could note so. */
  readonly alreadyThere: boolean;
}

/** What a run did. */
export interface StreamReport {
  readonly batches: number;
  readonly records: number;
  readonly rows: number;
  readonly deadLetters: number;
  /** Whether the first batch was one that an earlier run had left open. */
  readonly replayed: boolean;
  /** Batches that were in the table already. */
  readonly alreadyThere: number;
}
