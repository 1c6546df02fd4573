import { decodeParquet } from "../parquet/index.ts";
import { keyOf, placeOf } from "./errors.ts";
import { nameOf } from "./file-name.ts";
import { inOrder } from "./in-order.ts";
import { readSnapshot } from "./snapshot.ts";
import type { AddFile, TableRef } from "./types.ts";

/** How many rows the table has at its newest version, or at `version`; only files without statistics are read. */
export const countRows = async (ref: TableRef, options: { readonly version?: number } = {}): Promise<number> => {
  const { files } = await readSnapshot(ref, options);
  const counts = await inOrder(files, async (file) => recordsOf(file) ?? (await readCount(ref, file)));
  return counts.reduce((sum, count) => sum + count, 0);
};

const recordsOf = ({ stats }: AddFile): number | undefined => {
  const { numRecords } = JSON.parse(stats ?? "{}") as { readonly numRecords?: unknown };
  return Number.isSafeInteger(numRecords) ? (numRecords as number) : undefined;
};

const readCount = async (ref: TableRef, file: AddFile): Promise<number> => {
  const bytes = await ref.store.get(keyOf(ref, nameOf(file, placeOf(ref))));
  return (await decodeParquet(bytes, [], `${placeOf(ref)}/${file.path}`)).rowCount;
};
