/**
 * What is known of a column's values in a file or a part of one. Nothing is known of NaN, which may be there besides; what
 * is left out is not known.
 */
export interface Bounds {
  readonly rows?: number;
  readonly nulls?: number;
  /** At or below every value that is not null, in ColumnTable's form; of texts the bytes in UTF-8, which may be cut. */
  readonly min?: unknown;
  /** At or above every value, as `min`. */
  readonly max?: unknown;
}

/** What is known of a column, by its name; undefined where nothing is. */
export type BoundsOf = (column: string) => Bounds | undefined;
