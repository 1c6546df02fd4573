import { CompressionType, setCompressionCodec } from "@uwdata/flechette";
import { decompressZstd } from "hyparquet-compressors";
import { readLz4Frames } from "./lz4-frame.ts";

/** Teaches the library to read the buffers of files that others compressed; pinbook's own are not. */
export const readCompressed = (): void => {
  setCompressionCodec(CompressionType.LZ4_FRAME, {
    decode: readLz4Frames,
    encode,
  });
  setCompressionCodec(CompressionType.ZSTD, { decode: zstd, encode });
};

const zstd = (bytes: Uint8Array, length: number): Uint8Array => {
  const output = decompressZstd(bytes, new Uint8Array(length));
  if (output.length !== length) throw new Error(`a compressed part has ${output.length} bytes in place of ${length}`);
  return output;
};

const encode = (): never => {
  throw new Error("Arrow files are not written compressed");
};
