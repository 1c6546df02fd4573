import type { ColumnTable, Schema } from "../../schema.ts";

/** A file in the making: tables of one schema in, bytes out. */
export interface Encoder {
  /** What can be written of the rows so far; rows may be held until there are enough of them. */
  add(rows: ColumnTable): Uint8Array;
  /** What is left, and the file's end. */
  end(): Uint8Array;
}

/** A format of files. */
export interface OutputFormat {
  /** What the names of its files end in, with the dot. */
  readonly ending: string;
  /** Begins a file of these columns; throws where the format cannot hold them. */
  open(schema: Schema): Encoder;
}

export const nothing = new Uint8Array();
