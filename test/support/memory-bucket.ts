import { createHash } from "node:crypto";
import { type ObjectStore, s3Store } from "../../src/storage/index.ts";
import type { S3Send } from "../../src/storage/s3-send.ts";

interface Input {
  readonly Key: string;
  readonly Body?: Uint8Array;
  readonly Range?: string;
}

const missing = () =>
  Object.assign(new Error("no such key"), { Code: "NoSuchKey", $metadata: { httpStatusCode: 404 } });
const etagOf = (body: Uint8Array): string => `"${createHash("md5").update(body).digest("hex")}"`;

/** A bucket whose requests are answered from memory: small objects, as they are put, read, asked for and deleted. */
export const memoryBucket = (): { readonly store: ObjectStore; text(key: string): string | undefined } => {
  const objects = new Map<string, Uint8Array>();
  const answers: Readonly<Record<string, (input: Input) => unknown>> = {
    PutObject: ({ Key, Body = new Uint8Array() }) => {
      objects.set(Key, Body);
      return { ETag: etagOf(Body) };
    },
    HeadObject: ({ Key }) => {
      const body = objects.get(Key);
      if (!body) throw missing();
      return { ContentLength: body.length, ETag: etagOf(body), LastModified: new Date(0) };
    },
    GetObject: ({ Key, Range }) => {
      const body = objects.get(Key);
      if (!body) throw missing();
      const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(Range ?? "") ?? [];
      const part = start === undefined ? body : body.subarray(Number(start), Number(end) + 1);
      return { Body: { transformToByteArray: async () => part } };
    },
    DeleteObject: ({ Key }) => {
      objects.delete(Key);
      return {};
    },
  };
  const send = (async (operation: string, input: Input) => {
    const answer = answers[operation];
    if (!answer) throw new Error(`the bucket knows no ${operation}`);
    return answer(input);
  }) as unknown as S3Send;
  return {
    store: s3Store("s3://bucket", {}, { send }),
    text: (key) => {
      const body = objects.get(key);
      return body && new TextDecoder().decode(body);
    },
  };
};
