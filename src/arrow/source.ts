import { messageOf as errorText, PinbookError } from "../errors.ts";
import { type ArrowFooter, readFooter } from "./footer.ts";
import { type Message, magic, messageOf, messagesOf } from "./messages.ts";

/** An Arrow IPC file or stream, from its beginning and, where that can be had, any part of it. */
export interface ArrowSource {
  pieces(): AsyncIterable<Uint8Array>;
  readonly parts?: {
    /** In bytes. */
    readonly size: number;
    /** The bytes from `start` to before `end`. */
    read(start: number, end: number): Promise<Uint8Array>;
  };
}

/**
 * The messages of a file or stream in order. Those of a file whose parts can be had are found by its footer, as the format
 * has it: some writers leave what a stream needs out of files.
 */
export async function* messagesIn(given: ArrowSource): AsyncGenerator<Message> {
  const source = apart(given);
  const footer = source.parts && (await footerOf(source.parts));
  if (!footer || footer === "missing" || !source.parts) {
    yield* messagesOf(source.pieces());
    if (footer === "missing") throw new Error("it has no footer: its end is missing");
    return;
  }
  yield messageOf(footer.schema);
  for (const { offset, headLength, bodyLength } of footer.blocks) {
    const end = offset + headLength + bodyLength;
    const bytes = await source.parts.read(offset, end);
    if (bytes.length < end - offset) throw new Error("it ends inside a message");
    yield messageOf(bytes);
  }
}

type Parts = NonNullable<ArrowSource["parts"]>;

/** What reading throws is a PinbookError, so that it is not taken for damage of the file. */
const apart = ({ pieces, parts }: ArrowSource): ArrowSource => ({
  pieces: async function* () {
    try {
      yield* pieces();
    } catch (error) {
      throw ofSource(error);
    }
  },
  ...(parts && {
    parts: {
      size: parts.size,
      read: (start: number, end: number) =>
        parts.read(start, end).catch((error: unknown) => {
          throw ofSource(error);
        }),
    },
  }),
});

const ofSource = (error: unknown): PinbookError =>
  error instanceof PinbookError ? error : new PinbookError(errorText(error), { cause: error });

/** A file's footer; undefined where it is a stream, and missing where a file is cut off. */
const footerOf = async ({ size, read }: Parts): Promise<ArrowFooter | "missing" | undefined> => {
  if (size < 2 * magic.length + 4 || Buffer.compare(await read(0, magic.length), magic) !== 0) return undefined;
  const end = Buffer.from(await read(size - magic.length - 4, size));
  const length = end.readInt32LE(0);
  if (Buffer.compare(end.subarray(4), magic) !== 0 || length <= 0 || length > size) return "missing";
  return readFooter(await read(size - magic.length - 4 - length, size - magic.length - 4));
};
