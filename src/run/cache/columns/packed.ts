/** How the values of a column lie in memory; `date` counts milliseconds since 1970. */
export type PackedKind = "bool" | "int8" | "int16" | "int32" | "int64" | "float64" | "date" | "utf8" | "dictionary";

/** A column as Arrow lays it out: one buffer of values, and a bit for each that is no null. */
export interface Packed {
  readonly kind: PackedKind;
  readonly length: number;
  readonly nullCount: number;
  /** Undefined where nothing is null. */
  readonly validity: Uint8Array | undefined;
  readonly values: Uint8Array | Int8Array | Int16Array | Int32Array | BigInt64Array | Float64Array;
  /** Where each text begins in `values`, and the last ends. */
  readonly offsets?: Int32Array;
  /** The texts that `values` count. */
  readonly dictionary?: Packed;
}
