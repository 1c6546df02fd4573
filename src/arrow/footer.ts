import { magic } from "./messages.ts";

/** Where a record batch is in a file. */
export interface Block {
  readonly offset: number;
  readonly headLength: number;
  readonly bodyLength: number;
}

/**
 * The end of an Arrow file of these record batches: the footer (a FlatBuffers table), its length and the magic bytes.
 * `example` is a file of the same schema, from whose footer the schema is taken as it is.
 */
export const fileFooter = (example: Uint8Array, blocks: readonly Block[]): Uint8Array => {
  const source = footerOf(example);
  // Offsets point forward from where they stand: the batches come before the whole footer of the example.
  const start = recordsAt + 4 + 24 * blocks.length;
  const footer = new Uint8Array(start + source.length);
  footer.set(source, start);
  const view = new DataView(footer.buffer);
  view.setUint32(0, tableAt, true);
  for (const [index, value] of layout.entries()) view.setUint16(layoutAt + 2 * index, value, true);
  view.setInt32(tableAt, tableAt - layoutAt, true);
  view.setUint32(tableAt + 4, start + schemaIn(source) - (tableAt + 4), true);
  view.setUint32(tableAt + 8, dictionariesAt - (tableAt + 8), true);
  view.setUint32(tableAt + 12, recordsAt - (tableAt + 12), true);
  view.setInt16(tableAt + 16, version5, true);
  view.setUint32(recordsAt, blocks.length, true);
  for (const [index, block] of blocks.entries()) {
    const at = recordsAt + 4 + 24 * index;
    view.setBigInt64(at, BigInt(block.offset), true);
    view.setInt32(at + 8, block.headLength, true);
    view.setBigInt64(at + 16, BigInt(block.bodyLength), true);
  }
  const length = new Uint8Array(4);
  new DataView(length.buffer).setInt32(0, footer.length, true);
  return Buffer.concat([footer, length, magic]);
};

const version5 = 4;
const layoutAt = 4;
const tableAt = 16;
/** The table's layout: its own size, that of the table, and where the version, schema, dictionaries and batches are in it. */
const layout = [12, 20, 16, 4, 8, 12];
/** Vectors of structs of eight bytes' alignment: their lengths stand four bytes before a multiple of it. */
const dictionariesAt = 36;
const recordsAt = 44;

const footerOf = (file: Uint8Array): Uint8Array => {
  const end = file.length - magic.length - 4;
  const length = new DataView(file.buffer, file.byteOffset, file.byteLength).getInt32(end, true);
  return file.subarray(end - length, end);
};

/** Where the schema is in a footer: its table's second field. */
const schemaIn = (footer: Uint8Array): number => {
  const view = new DataView(footer.buffer, footer.byteOffset, footer.byteLength);
  const table = view.getInt32(0, true);
  const field = table + view.getUint16(table - view.getInt32(table, true) + 6, true);
  return field + view.getInt32(field, true);
};
