import type { Readable } from "node:stream";

/** Calls `onLine` with each line of a stream of bytes; a line that its end cuts short is dropped. */
export const readLines = (stream: Readable, onLine: (line: string) => void): void => {
  let parts: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      const last = chunk.subarray(start, end);
      const line = parts.length === 0 ? last : Buffer.concat([...parts, last]);
      parts = [];
      start = end + 1;
      onLine(line.toString());
    }
    if (start < chunk.length) parts.push(chunk.subarray(start));
  });
};
