import { Type } from "@uwdata/flechette";

/** A column's values in the library's own form, as far as it is needed here. */
interface Batch {
  readonly type: { readonly typeId: number };
  readonly offsets: ArrayLike<number | bigint>;
  readonly values: Uint8Array;
  readonly children?: readonly Batch[];
  readonly dictionary?: { readonly data: readonly Batch[] };
  value: (index: number) => unknown;
}

/** Whether bytes hold U+FEFF in UTF-8. */
export const holdsMark = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(mark);

/** The library takes U+FEFF off the beginning of texts: these batches keep it. */
export const keepMarks = (batches: readonly unknown[]): void => {
  for (const batch of batches as readonly Batch[]) {
    const { typeId } = batch.type;
    if (typeId === Type.Utf8 || typeId === Type.LargeUtf8) batch.value = (index) => textAt(batch, index);
    if (batch.children) keepMarks(batch.children);
    if (batch.dictionary) keepMarks(batch.dictionary.data);
  }
};

const mark = Buffer.from("\ufeff");
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

const textAt = ({ offsets, values }: Batch, index: number): string =>
  decoder.decode(values.subarray(Number(offsets[index]), Number(offsets[index + 1])));
