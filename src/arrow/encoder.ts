import type { ColumnTable, Schema } from "../schema.ts";
import { encodeArrow } from "./encode.ts";
import { type Block, fileFooter } from "./footer.ts";
import { endOfStream, type Message, magic, splitMessages } from "./messages.ts";

/** An Arrow IPC file or stream in the making, record batch after record batch. */
export interface ArrowEncoder {
  /** The bytes of a record batch of these rows. */
  add(rows: ColumnTable): Uint8Array;
  /** The bytes after the last one. */
  end(): Uint8Array;
}

/** Makes an Arrow IPC file or stream of a schema; the values must fit the schema already. */
export const arrowEncoder = (schema: Schema, format: "file" | "stream"): ArrowEncoder => {
  const none = { schema, rowCount: 0, columns: Object.fromEntries(schema.map(({ name }) => [name, []])) };
  const blocks: Block[] = [];
  let offset = 0;
  const sent = (pieces: readonly Uint8Array[]): Uint8Array => {
    const bytes = Buffer.concat(pieces);
    offset += bytes.length;
    return bytes;
  };
  const begin = (): readonly Uint8Array[] => {
    if (offset > 0) return [];
    const start = splitMessages(encodeArrow(none, "stream")).filter((message) => message.kind === "schema");
    const pieces = start.map((message) => message.bytes);
    return format === "file" ? [magic, new Uint8Array(2), ...pieces] : pieces;
  };
  const batch = (message: Message): Uint8Array => {
    blocks.push({ offset, headLength: message.headLength, bodyLength: message.bytes.length - message.headLength });
    return sent([message.bytes]);
  };
  return {
    add: (rows) => {
      const begun = sent(begin());
      const batches = splitMessages(encodeArrow(rows, "stream")).filter((message) => message.kind === "batch");
      return Buffer.concat([begun, ...batches.map(batch)]);
    },
    end: () => {
      const footer = format === "file" ? fileFooter(encodeArrow(none, "file"), blocks) : new Uint8Array();
      return Buffer.concat([...begin(), endOfStream, footer]);
    },
  };
};
