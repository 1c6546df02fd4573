import { PinbookError } from "../errors.ts";
import { compareKeys } from "./key.ts";
import type { S3Send } from "./s3-send.ts";
import type { ObjectInfo } from "./types.ts";

/**
 * The objects of a bucket whose keys start with `prefix` and come after `startAfter`, sorted by UTF-8 bytes, page after page.
 * Keys that end in "/" are the folder marks of S3 consoles, not objects, and are left out.
 */
export async function* listBucket(
  send: S3Send,
  bucket: string,
  prefix: string,
  startAfter?: string,
): AsyncGenerator<ObjectInfo> {
  // A directory bucket (S3 Express) lists in no order, by whole folders only, and knows no StartAfter.
  const isDirectoryBucket = bucket.endsWith("--x-s3");
  const input = isDirectoryBucket
    ? { Bucket: bucket, Prefix: prefix.slice(0, prefix.lastIndexOf("/") + 1) }
    : { Bucket: bucket, Prefix: prefix, StartAfter: startAfter };
  const wanted = (info: ObjectInfo) =>
    !info.key.endsWith("/") &&
    info.key.startsWith(prefix) &&
    (startAfter === undefined || compareKeys(info.key, startAfter) > 0);
  if (isDirectoryBucket) {
    const all = [];
    for await (const page of pages(send, input)) all.push(...page.filter(wanted));
    yield* all.sort((a, b) => compareKeys(a.key, b.key));
    return;
  }
  let last = "";
  for await (const page of pages(send, input)) {
    const sorted = page.filter(wanted).sort((a, b) => compareKeys(a.key, b.key));
    if (sorted[0] && compareKeys(sorted[0].key, last) < 0) throw outOfOrder(bucket, last, sorted[0].key);
    last = sorted.at(-1)?.key ?? last;
    yield* sorted;
  }
}

async function* pages(send: S3Send, input: { Bucket: string; Prefix: string; StartAfter?: string | undefined }) {
  let token: string | undefined;
  do {
    const page = await send("ListObjectsV2", token ? { ...input, ContinuationToken: token } : input);
    yield (page.Contents ?? []).map(
      (it): ObjectInfo => ({
        key: it.Key ?? "",
        size: it.Size ?? 0,
        etag: bareEtag(it.ETag),
        modified: it.LastModified ?? new Date(0),
      }),
    );
    token = page.IsTruncated ? page.NextContinuationToken : undefined;
  } while (token);
}

/** An ETag without the quotes around it. */
export const bareEtag = (etag: string | undefined): string => etag?.replace(/^(?:W\/)?"(.*)"$/, "$1") ?? "";

const outOfOrder = (bucket: string, before: string, after: string) =>
  new PinbookError(
    `the server behind the bucket ${bucket} lists out of order (${after} after ${before}): use a server that sorts listings by UTF-8 bytes, as AWS S3 does`,
  );
