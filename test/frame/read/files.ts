import type { FileBytes, FileContent } from "../../../src/frame/index.ts";

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === "string" ? new TextEncoder().encode(content) : content;

/** Files `file-0`, `file-1`, … of these contents. */
export async function* files(...contents: readonly (string | Uint8Array)[]): AsyncGenerator<FileBytes> {
  for (const [index, content] of contents.entries()) yield { path: `file-${index}`, bytes: bytesOf(content) };
}

/** One file that comes in pieces of so many bytes. */
export async function* inPieces(content: string, size: number): AsyncGenerator<FileContent> {
  const bytes = bytesOf(content);
  const pieces = async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
  };
  yield { path: "pieces", pieces: pieces() };
}
