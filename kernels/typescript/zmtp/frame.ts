/** A ZMTP frame (ZeroMQ RFC 37, "Framing"). */
export interface Frame {
  readonly isCommand: boolean;
  /** Whether more frames of the same message follow. */
  readonly more: boolean;
  readonly body: Buffer;
}

/** The bits of a frame's first byte. */
export const flag = { more: 1, long: 2, command: 4 } as const;

/** Bytes of a frame's head: flags and the size in one byte, or in eight. */
export const headSize = { short: 2, long: 9 } as const;

const longestShort = 255;

/** A body from this size on is not copied to stand beside others. */
const standsAlone = 1 << 15;

/** A message's frames as bytes to write one after another: small ones in one piece, large ones as they are. */
export const encodeFrames = (frames: readonly Uint8Array[]): readonly Uint8Array[] => {
  const pieces: Uint8Array[] = [];
  let small: Uint8Array[] = [];
  const close = () => {
    if (small.length > 0) pieces.push(Buffer.concat(small));
    small = [];
  };
  for (const [i, body] of frames.entries()) {
    small.push(encodeHead(body.length, i < frames.length - 1 ? flag.more : 0));
    if (body.length < standsAlone) small.push(body);
    else {
      close();
      pieces.push(body);
    }
  }
  close();
  return pieces;
};

/** A frame's head. */
export const encodeHead = (size: number, flags: number): Uint8Array => {
  if (size <= longestShort) return Uint8Array.of(flags, size);
  const head = Buffer.alloc(headSize.long);
  head[0] = flags | flag.long;
  head.writeBigUInt64BE(BigInt(size), 1);
  return head;
};
