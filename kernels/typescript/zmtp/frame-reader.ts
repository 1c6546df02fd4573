import { ZmtpFault } from "./fault.ts";
import { type Frame, flag, headSize } from "./frame.ts";
import { createGatherer, type Gatherer } from "./gatherer.ts";

/** Reads frames from bytes that come in any pieces. */
export interface FrameReader {
  /** Hands over each frame that is whole; throws a ZmtpFault at a head that no frame has. */
  read(chunk: Buffer): void;
}

interface Head {
  readonly flags: number;
  readonly size: number;
  /** Of the head itself. */
  readonly length: number;
}

/** `most` gives the bytes that the next frame may have, which is asked before anything is kept of it. */
export const createFrameReader = (most: () => number, onFrame: (frame: Frame) => void): FrameReader => {
  let cut: Buffer | undefined;
  let open: { readonly flags: number; readonly body: Gatherer } | undefined;
  const hand = (flags: number, body: Buffer): void =>
    onFrame({ isCommand: (flags & flag.command) !== 0, more: (flags & flag.more) !== 0, body });
  /** Takes what belongs to the frame that is open; gives where the next one begins. */
  const goOn = (chunk: Buffer): number => {
    if (!open) return 0;
    const taken = open.body.take(chunk);
    if (!open.body.isWhole()) return taken;
    const { flags, body } = open;
    open = undefined;
    hand(flags, body.bytes());
    return taken;
  };
  /** Takes a frame that begins there; gives where the next one begins. */
  const begin = (chunk: Buffer, at: number): number => {
    const head = readHead(chunk, at);
    if (!head) {
      cut = Buffer.from(chunk.subarray(at));
      return chunk.length;
    }
    check(head, most());
    const from = at + head.length;
    if (chunk.length - from >= head.size) {
      hand(head.flags, chunk.subarray(from, from + head.size));
      return from + head.size;
    }
    open = { flags: head.flags, body: createGatherer(head.size) };
    open.body.take(chunk.subarray(from));
    return chunk.length;
  };
  return {
    read: (chunk) => {
      const all = cut ? Buffer.concat([cut, chunk]) : chunk;
      cut = undefined;
      for (let at = goOn(all); at < all.length; ) at = begin(all, at);
    },
  };
};

/** Undefined where it is not whole. */
const readHead = (chunk: Buffer, at: number): Head | undefined => {
  const flags = chunk[at] ?? 0;
  const isLong = (flags & flag.long) !== 0;
  const length = isLong ? headSize.long : headSize.short;
  if (chunk.length - at < length) return undefined;
  return { flags, length, size: isLong ? Number(chunk.readBigUInt64BE(at + 1)) : (chunk[at + 1] ?? 0) };
};

const check = ({ flags, size }: Head, most: number): void => {
  const isBroken = flags > (flag.more | flag.long | flag.command) || (flags & (flag.command | flag.more)) === 5;
  if (isBroken) throw new ZmtpFault(`a frame has the flags ${flags}, which mean nothing`);
  if (size > most) throw new ZmtpFault(`a frame says that it has ${size} bytes, ${most} are the most here`);
};
