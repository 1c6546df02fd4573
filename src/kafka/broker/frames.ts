import { MalformedMessage } from "../protocol/reader.ts";

/** Cuts a stream of bytes into messages, each preceded by its size as an int32; a size out of range throws MalformedMessage before anything of it is kept. */
export async function* frames(stream: AsyncIterable<Uint8Array>, maxSize: number): AsyncGenerator<Uint8Array> {
  let chunks: Uint8Array[] = [];
  let buffered = 0;
  let needed = 4;
  for await (const chunk of stream) {
    chunks.push(chunk);
    buffered += chunk.length;
    if (buffered < needed) continue;
    let bytes: Uint8Array = chunks.length === 1 ? chunk : Buffer.concat(chunks);
    for (;;) {
      needed = 4;
      if (bytes.length < 4) break;
      const size = new DataView(bytes.buffer, bytes.byteOffset).getInt32(0);
      if (size < 0 || size > maxSize)
        throw new MalformedMessage(`a message of ${size} bytes announced: up to ${maxSize} are possible`);
      needed = 4 + size;
      if (bytes.length < needed) break;
      yield bytes.subarray(4, needed);
      bytes = bytes.subarray(needed);
    }
    chunks = bytes.length > 0 ? [bytes] : [];
    buffered = bytes.length;
  }
}
