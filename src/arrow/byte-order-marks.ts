import { Type } from "@uwdata/flechette";

/** A column's values in the library's own form, as far as it is needed here. */
interface Batch {
  readonly type: { readonly typeId: number };
  readonly offsets: ArrayLike<number | bigint>;
  readonly values: Uint8Array;
  /** Where a view's long texts are. */
  readonly data?: readonly Uint8Array[];
  readonly view?: (index: number) => Uint8Array;
  readonly children?: readonly Batch[];
  readonly dictionary?: { readonly data: readonly Batch[]; readonly toArray: () => unknown };
  /** A dictionary's values. */
  cache?: unknown;
  value: (index: number) => unknown;
}

/** The library takes U+FEFF off the beginning of texts: these batches keep it. */
export const keepMarks = (batches: readonly unknown[]): void => {
  for (const batch of batches as readonly Batch[]) keep(batch);
};

/** Whether any text of a batch has one. */
const keep = (batch: Batch): boolean => {
  const { typeId } = batch.type;
  const isView = typeId === Type.Utf8View;
  const isText = isView || typeId === Type.Utf8 || typeId === Type.LargeUtf8;
  if (isText && holdsMark(isView ? [batch.values, ...(batch.data ?? [])] : [batch.values])) {
    batch.value = isView ? (index) => decoder.decode(batch.view?.(index)) : (index) => textAt(batch, index);
    return true;
  }
  const { dictionary } = batch;
  const inDictionary = dictionary?.data.map(keep).includes(true) ?? false;
  if (inDictionary) batch.cache = dictionary?.toArray();
  const inChildren = batch.children?.map(keep).includes(true) ?? false;
  return inDictionary || inChildren;
};

const mark = Buffer.from("\ufeff");
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

const holdsMark = (parts: readonly Uint8Array[]): boolean =>
  parts.some((bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(mark));

const textAt = ({ offsets, values }: Batch, index: number): string =>
  decoder.decode(values.subarray(Number(offsets[index]), Number(offsets[index + 1])));
