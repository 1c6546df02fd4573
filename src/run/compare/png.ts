import { inflateSync } from "node:zlib";

/** A picture's size and its bytes, row by row, as its PNG holds them before compression. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

const samples: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** The pixels of a PNG with eight bits a sample and no interlacing (PNG specification 7 and 9); undefined for others. */
export const pngPixels = (png: Buffer): Pixels | undefined => {
  try {
    if (png.readUInt32BE(0) !== 0x89504e47) return undefined;
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    const [depth, color, interlaced] = [png[24], png[25], png[28]];
    const pixel = samples[color ?? -1];
    if (depth !== 8 || interlaced !== 0 || pixel === undefined || width * height > 100_000_000) return undefined;
    return { width, height, bytes: unfilter(inflateSync(dataOf(png)), width * pixel, height, pixel) };
  } catch {
    return undefined;
  }
};

const dataOf = (png: Buffer): Buffer => {
  const parts: Buffer[] = [];
  for (let at = 8; at + 8 <= png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") parts.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return Buffer.concat(parts);
};

const unfilter = (raw: Buffer, row: number, height: number, pixel: number): Uint8Array => {
  const bytes = new Uint8Array(row * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (row + 1)] ?? 0;
    for (let x = 0; x < row; x++) {
      const at = y * row + x;
      const left = x >= pixel ? (bytes[at - pixel] ?? 0) : 0;
      const up = y > 0 ? (bytes[at - row] ?? 0) : 0;
      const corner = x >= pixel && y > 0 ? (bytes[at - row - pixel] ?? 0) : 0;
      bytes[at] = (raw[y * (row + 1) + 1 + x] ?? 0) + predicted(filter, left, up, corner);
    }
  }
  return bytes;
};

const predicted = (filter: number, left: number, up: number, corner: number): number => {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
};
