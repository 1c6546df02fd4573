/** A message of Arrow's IPC format ("Encapsulated message format"), its prefix and body included. */
export interface Message {
  readonly kind: "schema" | "dictionary" | "batch" | "other";
  readonly bytes: Uint8Array;
  /** How many of the bytes come before the body. */
  readonly headLength: number;
}

/** What ends a stream. */
export const endOfStream = Uint8Array.of(255, 255, 255, 255, 0, 0, 0, 0);

/** What a file begins with, padded to eight bytes, and ends in. */
export const magic = new TextEncoder().encode("ARROW1");

/** More describes no columns: such bytes are of something else. */
const mostHead = 1 << 26;

/** The messages of a stream or file that comes in pieces, each when it is there as a whole. */
export async function* messagesOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Message> {
  const input = makeInput(pieces);
  const isFile = Buffer.compare(await input.peek(6), magic) === 0;
  if (isFile) await input.take(8);
  for (;;) {
    const prefix = await input.peek(8);
    if (prefix.length < 4) {
      if (isFile) throw new Error("it ends before its footer");
      return;
    }
    const isOld = int32(prefix, 0) !== -1;
    const prefixLength = isOld ? 4 : 8;
    const length = int32(prefix, isOld ? 0 : 4);
    if (length === 0 || prefix.length < prefixLength) return;
    if (length < 0 || length > mostHead) throw new Error("it holds what is no message of Arrow's");
    const head = await input.peek(prefixLength + length);
    if (head.length < prefixLength + length) throw new Error("it ends inside a message");
    const { kind, bodyLength } = readHead(head.subarray(prefixLength));
    const bytes = await input.take(prefixLength + length + bodyLength);
    if (bytes.length < prefixLength + length + bodyLength) throw new Error("it ends inside a message");
    yield { kind, bytes, headLength: prefixLength + length };
  }
}

/** A message of which all bytes are there. */
export const messageOf = (bytes: Uint8Array): Message => {
  const isOld = int32(bytes, 0) !== -1;
  const headLength = (isOld ? 4 : 8) + int32(bytes, isOld ? 0 : 4);
  return { kind: readHead(bytes.subarray(isOld ? 4 : 8, headLength)).kind, bytes, headLength };
};

/** The messages of a whole stream. */
export const splitMessages = (bytes: Uint8Array): readonly Message[] => {
  const messages: Message[] = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    const length = int32(bytes, at + 4);
    if (length === 0) break;
    const { kind, bodyLength } = readHead(bytes.subarray(at + 8, at + 8 + length));
    const end = at + 8 + length + bodyLength;
    messages.push({ kind, bytes: bytes.subarray(at, end), headLength: 8 + length });
    at = end;
  }
  return messages;
};

const kinds: Readonly<Record<number, Message["kind"]>> = { 1: "schema", 2: "dictionary", 3: "batch" };

/** A message's FlatBuffers table: its second field says what it is, its fourth how long its body is. */
const readHead = (bytes: Uint8Array): { readonly kind: Message["kind"]; readonly bodyLength: number } => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const table = view.getInt32(0, true);
  const layout = table - view.getInt32(table, true);
  const place = (field: number): number => {
    const at = 4 + 2 * field;
    const offset = at < view.getUint16(layout, true) ? view.getUint16(layout + at, true) : 0;
    return offset === 0 ? 0 : table + offset;
  };
  const [kind, length] = [place(1), place(3)];
  return {
    kind: (kind === 0 ? undefined : kinds[view.getUint8(kind)]) ?? "other",
    bodyLength: length === 0 ? 0 : Number(view.getBigInt64(length, true)),
  };
};

const int32 = (bytes: Uint8Array, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getInt32(at, true);

/** Bytes that come in pieces, by the number: fewer where they end. */
const makeInput = (pieces: AsyncIterable<Uint8Array>) => {
  const iterator = pieces[Symbol.asyncIterator]();
  let held: Uint8Array[] = [];
  let length = 0;
  const fill = async (count: number): Promise<Uint8Array> => {
    while (length < count) {
      const { done, value } = await iterator.next();
      if (done) break;
      held.push(value);
      length += value.length;
    }
    const whole = held.length === 1 && held[0] ? held[0] : Buffer.concat(held);
    held = [whole];
    return whole;
  };
  return {
    peek: async (count: number) => (await fill(count)).subarray(0, count),
    take: async (count: number) => {
      const whole = await fill(count);
      held = [whole.subarray(count)];
      length = Math.max(length - count, 0);
      return whole.subarray(0, count);
    },
  };
};
