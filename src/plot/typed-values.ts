/**
 * The values of a list as Plotly's figures hold it: an array, a typed array, or base64 of a typed array's bytes, little end
 * first (`{dtype, bdata}`, as Plotly for Python 6 writes numbers). Empty for all else.
 */
export const listOf = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  if (ArrayBuffer.isView(value))
    return value instanceof DataView ? [] : Array.from(value as unknown as ArrayLike<unknown>);
  if (typeof value !== "object" || value === null) return [];
  const { dtype, bdata } = value as Readonly<Record<string, unknown>>;
  return typeof dtype === "string" && typeof bdata === "string" ? decoded(dtype, bdata) : [];
};

/** The rows of a matrix, as lists of lists or as base64 with its shape (`"2, 3"`). */
export const matrixOf = (value: unknown): readonly (readonly unknown[])[] => {
  const list = listOf(value);
  const shape =
    typeof value === "object" && value !== null && "shape" in value ? String(value.shape).split(",").map(Number) : [];
  const [rows = 0, columns = 0] = shape;
  if (rows * columns === 0 || rows * columns > list.length) return list.map(listOf);
  return Array.from({ length: rows }, (_, row) => list.slice(row * columns, (row + 1) * columns));
};

type Read = (view: DataView, at: number) => number;

const readers: Readonly<Record<string, readonly [number, Read]>> = {
  i1: [1, (view, at) => view.getInt8(at)],
  u1: [1, (view, at) => view.getUint8(at)],
  u1c: [1, (view, at) => view.getUint8(at)],
  i2: [2, (view, at) => view.getInt16(at, true)],
  u2: [2, (view, at) => view.getUint16(at, true)],
  i4: [4, (view, at) => view.getInt32(at, true)],
  u4: [4, (view, at) => view.getUint32(at, true)],
  f4: [4, (view, at) => view.getFloat32(at, true)],
  f8: [8, (view, at) => view.getFloat64(at, true)],
};

const longNames: Readonly<Record<string, string>> = {
  int8: "i1",
  uint8: "u1",
  uint8clamped: "u1c",
  int16: "i2",
  uint16: "u2",
  int32: "i4",
  uint32: "u4",
  float32: "f4",
  float64: "f8",
};

const decoded = (dtype: string, base64: string): readonly number[] => {
  const [size, read] = readers[longNames[dtype] ?? dtype] ?? [];
  if (size === undefined || read === undefined || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) return [];
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, at) => read(view, at * size));
};
