import { s3Fault } from "./s3-error.ts";
import { type PutTarget, putIfAbsent, writeId, writerOf } from "./s3-put-if-absent.ts";
import type { S3Send } from "./s3-send.ts";
import type { StagedObject } from "./types.ts";

const mebibyte = 1 << 20;
/** Every part but the last has at least 5 MiB, and there are at most 10,000 of them: later ones are larger. */
const partSize = (number: number): number => (number <= 1000 ? 8 : number <= 5000 ? 64 : 512) * mebibyte;
const partsAtOnce = 3;
/** What is smaller waits in memory and is put in one request. */
const small = 16_384;

/**
 * Writes an object as the parts of a multipart upload, which S3 puts together when it is published.
 * Parts of a process that was killed stay, unseen, until the bucket's own rule removes incomplete uploads.
 */
export const stageObject = async (
  send: S3Send,
  target: PutTarget,
  pieces: AsyncIterable<Uint8Array>,
  id: string,
  wait: (attempt: number) => Promise<void>,
): Promise<StagedObject> => {
  const upload = makeUpload(send, target, id);
  let waiting: Uint8Array[] = [];
  let [length, size] = [0, 0];
  try {
    for await (const piece of pieces) {
      waiting.push(piece);
      length += piece.length;
      size += piece.length;
      if (length < partSize(upload.count() + 1)) continue;
      await upload.add(Buffer.concat(waiting));
      waiting = [];
      length = 0;
    }
    if (size <= small) return stagedBody(send, target, Buffer.concat(waiting), id, wait);
    if (length > 0) await upload.add(Buffer.concat(waiting));
    return { size, ...(await upload.end()) };
  } catch (error) {
    await upload.abort();
    throw error;
  }
};

const stagedBody = (
  send: S3Send,
  target: PutTarget,
  body: Uint8Array,
  id: string,
  wait: (attempt: number) => Promise<void>,
): StagedObject => ({
  size: body.length,
  publish: async (mode) => {
    if (mode === "if-absent") return putIfAbsent(send, target, body, id, wait);
    await send("PutObject", { ...target, Body: body });
    return true;
  },
  discard: async () => {},
});

interface Part {
  readonly PartNumber: number;
  readonly ETag: string | undefined;
}

/** An upload that begins with its first part. */
const makeUpload = (send: S3Send, target: PutTarget, id: string) => {
  let begun: Promise<string | undefined> | undefined;
  let isOver = false;
  const parts: Promise<Part>[] = [];
  const begin = async () => (await send("CreateMultipartUpload", { ...target, Metadata: { [writeId]: id } })).UploadId;
  const put = async (Body: Uint8Array, PartNumber: number): Promise<Part> => {
    const { ETag } = await send("UploadPart", { ...target, UploadId: await begun, PartNumber, Body });
    return { PartNumber, ETag };
  };
  const abort = async (): Promise<void> => {
    if (!begun || isOver) return;
    isOver = true;
    await Promise.allSettled(parts);
    const UploadId = await begun.catch(() => undefined);
    if (UploadId !== undefined) await send("AbortMultipartUpload", { ...target, UploadId }).catch(() => {});
  };
  const publish = async (mode: "replace" | "if-absent"): Promise<boolean> => {
    const MultipartUpload = { Parts: await Promise.all(parts) };
    const UploadId = await begun;
    if (mode === "if-absent" && (await writerOf(send, target)) !== undefined) {
      await abort();
      return false;
    }
    const condition = mode === "if-absent" ? { IfNoneMatch: "*" } : {};
    try {
      await send("CompleteMultipartUpload", { ...target, UploadId, MultipartUpload, ...condition });
    } catch (error) {
      // The reply to our own success may have been lost: then the object is there and carries our id.
      if ((await writerOf(send, target).catch(() => undefined)) !== id) {
        await abort();
        if (mode === "if-absent" && [409, 412].includes(s3Fault(error).status ?? 0)) return false;
        throw error;
      }
    }
    isOver = true;
    return true;
  };
  return {
    count: () => parts.length,
    add: async (body: Uint8Array): Promise<void> => {
      begun ??= begin();
      const part = put(body, parts.length + 1);
      // Its failure is thrown where it is awaited.
      part.catch(() => {});
      parts.push(part);
      await parts[parts.length - partsAtOnce];
    },
    abort,
    end: async () => {
      await Promise.all(parts);
      return { publish, discard: abort };
    },
  };
};
