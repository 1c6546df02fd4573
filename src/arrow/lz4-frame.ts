/** What LZ4's frames hold ("LZ4 Frame Format Description"), whose length is known; throws where they are damaged. */
export const readLz4Frames = (input: Uint8Array, length: number): Uint8Array => {
  const output = new Uint8Array(length);
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  let at = 0;
  let written = 0;
  while (at + 4 <= input.length) {
    const magic = view.getUint32(at, true);
    if (magic >>> 4 === skippable) at += 8 + view.getUint32(at + 4, true);
    else if (magic === frame) ({ at, written } = readFrame(input, view, at + 4, output, written));
    else throw damaged();
  }
  if (written !== length) throw damaged();
  return output;
};

const frame = 0x184d2204;
const skippable = 0x184d2a5;

interface Place {
  readonly at: number;
  readonly written: number;
}

/** A frame behind its magic number: a descriptor, blocks, of which a length of 0 is the end, and checksums. */
const readFrame = (input: Uint8Array, view: DataView, start: number, output: Uint8Array, begun: number): Place => {
  const flags = input[start] ?? 0;
  const hasBlockChecksum = (flags & 0x10) !== 0;
  const hasChecksum = (flags & 4) !== 0;
  // Flags, the blocks' size, the content's size, a dictionary's number, and a checksum of these.
  let at = start + 2 + ((flags & 8) !== 0 ? 8 : 0) + ((flags & 1) !== 0 ? 4 : 0) + 1;
  let written = begun;
  for (;;) {
    if (at + 4 > input.length) throw damaged();
    const size = view.getUint32(at, true);
    at += 4;
    if (size === 0) return { at: at + (hasChecksum ? 4 : 0), written };
    const end = at + (size & 0x7fffffff);
    if (end > input.length) throw damaged();
    const block = input.subarray(at, end);
    written = size >>> 31 === 1 ? copied(block, output, written) : readBlock(block, output, written);
    at = end + (hasBlockChecksum ? 4 : 0);
  }
};

const copied = (block: Uint8Array, output: Uint8Array, written: number): number => {
  if (written + block.length > output.length) throw damaged();
  output.set(block, written);
  return written + block.length;
};

/**
 * A block ("LZ4 Block Format Description"): literals, then a copy of what is so many bytes before, which may be of a block
 * before this one; the last sequence has literals alone.
 */
const readBlock = (input: Uint8Array, output: Uint8Array, begun: number): number => {
  let [at, written] = [0, begun];
  const more = (start: number): number => {
    let length = start;
    for (let byte = 255; byte === 255; length += byte) {
      byte = input[at++] ?? 0;
      if (at > input.length) throw damaged();
    }
    return length;
  };
  while (at < input.length) {
    const token = input[at++] ?? 0;
    const literals = token >>> 4 === 15 ? more(15) : token >>> 4;
    if (at + literals > input.length) throw damaged();
    written = copied(input.subarray(at, at + literals), output, written);
    at += literals;
    if (at === input.length) break;
    const back = (input[at++] ?? 0) | ((input[at++] ?? 0) << 8);
    const length = ((token & 15) === 15 ? more(15) : token & 15) + 4;
    const from = written - back;
    if (back === 0 || from < 0 || written + length > output.length) throw damaged();
    if (back >= length) output.copyWithin(written, from, from + length);
    else for (let index = 0; index < length; index++) output[written + index] = output[from + index] ?? 0;
    written += length;
  }
  return written;
};

const damaged = (): Error => new Error("a part that LZ4 compressed is damaged");
