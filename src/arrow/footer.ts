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

/** What a file's footer says. */
export interface ArrowFooter {
  /** The message that a stream would begin with. */
  readonly schema: Uint8Array;
  /** The dictionaries and record batches, in the order in which they are in the file. */
  readonly blocks: readonly Block[];
}

export const readFooter = (footer: Uint8Array): ArrowFooter => ({
  schema: schemaMessage(footer),
  blocks: [...blocksIn(footer, 2), ...blocksIn(footer, 3)].sort((a, b) => a.offset - b.offset),
});

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
  const at = fieldIn(footer, 1);
  if (at === undefined) throw new Error("its footer has no schema");
  return at;
};

/** Where what a field of a footer's table points to is; undefined where it has no such field. */
const fieldIn = (footer: Uint8Array, field: number): number | undefined => {
  const view = viewOf(footer);
  const table = view.getInt32(0, true);
  const vtable = table - view.getInt32(table, true);
  const entry = 4 + 2 * field;
  const offset = entry < view.getUint16(vtable, true) ? view.getUint16(vtable + entry, true) : 0;
  if (offset === 0) return undefined;
  return table + offset + view.getUint32(table + offset, true);
};

const blocksIn = (footer: Uint8Array, field: number): readonly Block[] => {
  const at = fieldIn(footer, field);
  if (at === undefined) return [];
  const view = viewOf(footer);
  return Array.from({ length: view.getUint32(at, true) }, (_, index) => {
    const block = at + 4 + 24 * index;
    return {
      offset: Number(view.getBigInt64(block, true)),
      headLength: view.getInt32(block + 8, true),
      bodyLength: Number(view.getBigInt64(block + 16, true)),
    };
  });
};

/** A message (a FlatBuffers table of a version, a kind and a schema) around the footer, in which its schema is. */
const schemaMessage = (footer: Uint8Array): Uint8Array => {
  const start = 32;
  const length = Math.ceil((start + footer.length) / 8) * 8;
  const bytes = new Uint8Array(8 + length);
  bytes.set(footer, 8 + start);
  const prefix = viewOf(bytes);
  prefix.setInt32(0, -1, true);
  prefix.setInt32(4, length, true);
  const view = new DataView(bytes.buffer, 8);
  view.setUint32(0, tableAt, true);
  for (const [index, value] of [10, 12, 4, 6, 8].entries()) view.setUint16(layoutAt + 2 * index, value, true);
  view.setInt32(tableAt, tableAt - layoutAt, true);
  view.setInt16(tableAt + 4, version5, true);
  view.setUint8(tableAt + 6, schemaKind);
  view.setUint32(tableAt + 8, start + schemaIn(footer) - (tableAt + 8), true);
  return bytes;
};

const schemaKind = 1;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
