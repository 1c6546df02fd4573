import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { usageError } from "../errors.ts";
import { checkKey } from "./key.ts";
import { NoSuchObject } from "./no-such-object.ts";
import { checkRange } from "./range.ts";
import { recordedStore } from "./recorded.ts";
import { s3Error, s3Fault } from "./s3-error.ts";
import { bareEtag, listBucket } from "./s3-list.ts";
import { checkConditionalPut, type PutTarget, putIfAbsent } from "./s3-put-if-absent.ts";
import { type S3Operation, type S3Send, s3Send } from "./s3-send.ts";
import { stageObject } from "./s3-stage.ts";
import type { ByteRange, ObjectInfo, ObjectStore, S3Settings } from "./types.ts";

export interface S3Effects {
  readonly send?: S3Send;
  readonly newId?: () => string;
  readonly now?: () => Date;
  /** Waits before an attempt is repeated. */
  readonly wait?: (attempt: number) => Promise<void>;
}

/**
 * An object store in an S3 bucket, under a prefix: `s3://bucket/prefix`. An object's etag is S3's, without quotes.
 * put gives this machine's time as `modified`, for S3 tells it only to readers.
 */
export const s3Store = (url: string, settings: S3Settings = {}, effects: S3Effects = {}): ObjectStore => {
  const { newId = randomUUID, now = () => new Date(), wait = (attempt) => sleep(50 * attempt) } = effects;
  const send = effects.send ?? s3Send(settings);
  const { bucket, root, inBucket, target, guard } = openBucket(url, settings);
  const relyOnConditions = conditionCheck(settings, send, () => target(`.pinbook-probe-${newId()}`));
  return recordedStore({
    url: root,
    put: (key, body) =>
      guard("write", key, async () => {
        const reply = await send("PutObject", { ...target(key), Body: body });
        return { key, size: body.length, etag: bareEtag(reply.ETag), modified: now() };
      }),
    putIfAbsent: (key, body) =>
      guard("write", key, async () => {
        const to = target(key);
        await relyOnConditions();
        return await putIfAbsent(send, to, body, newId(), wait);
      }),
    stage: (key, pieces) =>
      guard("write", key, async () => {
        const staged = await stageObject(send, target(key), pieces, newId(), wait);
        return { ...staged, publish: (mode) => guard("write", key, () => staged.publish(mode)) };
      }),
    get: (key, range) => guard("read", key, () => getObject(send, target(key), key, root, range && checkRange(range))),
    head: (key) => guard("read", key, () => headObject(send, target(key), key)),
    list: async function* (prefix, options) {
      const after = options?.startAfter;
      const found = listBucket(send, bucket, inBucket(prefix), after === undefined ? undefined : inBucket(after));
      try {
        for await (const info of found) yield { ...info, key: info.key.slice(inBucket("").length) };
      } catch (error) {
        throw s3Error("list", { bucket, url: root, endpoint: settings.endpoint }, error);
      }
    },
    delete: (key) =>
      guard("delete", key, async () => {
        await send("DeleteObject", target(key));
      }),
  });
};

const openBucket = (url: string, { endpoint }: S3Settings) => {
  const { bucket, prefix } = parseS3Url(url);
  const root = prefix === "" ? `s3://${bucket}` : `s3://${bucket}/${prefix}`;
  const inBucket = (key: string) => (prefix === "" ? key : `${prefix}/${key}`);
  const target = (key: string) => ({ Bucket: bucket, Key: checkKey(inBucket(checkKey(key))) });
  const guard = async <T>(action: string, key: string, task: () => Promise<T>): Promise<T> => {
    try {
      return await task();
    } catch (error) {
      throw s3Error(action, { bucket, url: `${root}/${key}`, endpoint }, error);
    }
  };
  return { bucket, root, inBucket, target, guard };
};

// AWS is known to heed conditions; of any other server it is found out once, before the first write that relies on it.
const conditionCheck = (settings: S3Settings, send: S3Send, newProbe: () => PutTarget): (() => Promise<void>) => {
  let checked: Promise<void> | undefined;
  return async () => {
    if (settings.endpoint === undefined) return;
    checked ??= checkConditionalPut(send, newProbe());
    await checked.catch((error: unknown) => {
      checked = undefined;
      throw error;
    });
  };
};

const getObject = async (
  send: S3Send,
  target: PutTarget,
  key: string,
  url: string,
  range: ByteRange | undefined,
): Promise<Uint8Array> => {
  // S3 has no way to ask for no bytes, so an empty range only asks whether the object is there.
  const isEmpty = range !== undefined && range.start === range.end;
  try {
    if (isEmpty) {
      await send("HeadObject", target);
      return new Uint8Array();
    }
    const header = range && { Range: `bytes=${range.start}-${range.end - 1}` };
    const reply = await send("GetObject", { ...target, ...header });
    return (await reply.Body?.transformToByteArray()) ?? new Uint8Array();
  } catch (error) {
    if (range && s3Fault(error).status === 416) return new Uint8Array();
    if (isMissing(error, isEmpty ? "HeadObject" : "GetObject")) throw new NoSuchObject(key, url, error);
    throw error;
  }
};

const headObject = async (send: S3Send, target: PutTarget, key: string): Promise<ObjectInfo | undefined> => {
  try {
    const reply = await send("HeadObject", target);
    return {
      key,
      size: reply.ContentLength ?? 0,
      etag: bareEtag(reply.ETag),
      modified: reply.LastModified ?? new Date(0),
    };
  } catch (error) {
    if (isMissing(error, "HeadObject")) return undefined;
    throw error;
  }
};

// The reply to HEAD has no body, hence no code: its 404 is all there is.
const isMissing = (error: unknown, operation: S3Operation): boolean => {
  const { code, status } = s3Fault(error);
  return code === "NoSuchKey" || (operation === "HeadObject" && status === 404);
};

const parseS3Url = (url: string): { readonly bucket: string; readonly prefix: string } => {
  const [, bucket, path = ""] = /^s3:\/\/([A-Za-z0-9][A-Za-z0-9._-]{1,254})(?:\/(.*))?$/.exec(url) ?? [];
  if (bucket === undefined) throw usageError(`${url} names no bucket: write s3://bucket or s3://bucket/prefix`);
  const prefix = path.replace(/\/$/, "");
  return { bucket, prefix: prefix === "" ? "" : checkKey(prefix) };
};
