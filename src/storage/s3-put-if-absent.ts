import { PinbookError } from "../errors.ts";
import { s3Fault } from "./s3-error.ts";
import type { S3Send } from "./s3-send.ts";

/** The object metadata that says which call wrote an object. */
export const writeId = "pinbook-write";
const attempts = 5;

export interface PutTarget {
  readonly Bucket: string;
  readonly Key: string;
}

/**
 * Writes with `If-None-Match: *`; true where this call's write is the object, false where another's is.
 * A reply may get lost after the write was done, and the SDK then meets its own object when it tries again: so the
 * object carries the id of the call that wrote it, and every refusal or failure is settled by reading it back.
 */
export const putIfAbsent = async (
  send: S3Send,
  target: PutTarget,
  body: Uint8Array,
  id: string,
  wait: (attempt: number) => Promise<void>,
): Promise<boolean> => {
  for (let attempt = 1; ; attempt++) {
    const failure = await tryPut(send, target, body, id);
    if (!failure) return true;
    const refused = [409, 412].includes(s3Fault(failure.error).status ?? 0);
    const writer = await writerOf(send, target).catch(() => {
      throw failure.error;
    });
    if (writer === id) return true;
    // Refused and yet absent: another's write or deletion was under way (409 ConditionalRequestConflict), so try again.
    if (!refused || attempt === attempts) throw failure.error;
    if (writer !== undefined) return false;
    await wait(attempt);
  }
};

/**
 * Makes sure that the store heeds `If-None-Match: *`: some servers ignore it and overwrite, which would lose commits.
 * Writes a probe object twice and removes it; throws where the second write goes through.
 */
export const checkConditionalPut = async (send: S3Send, probe: PutTarget): Promise<void> => {
  const input = { ...probe, Body: new Uint8Array([0x31]), IfNoneMatch: "*" };
  await send("PutObject", input);
  try {
    await send("PutObject", input);
  } catch (error) {
    if (![409, 412].includes(s3Fault(error).status ?? 0)) throw error;
    return;
  } finally {
    await send("DeleteObject", probe).catch(() => {});
  }
  throw new PinbookError(
    `the server behind the bucket ${probe.Bucket} ignores If-None-Match and overwrites objects, so two writers could destroy each other's commits: use a server that heeds it (AWS S3, MinIO, versitygw), or a file: store`,
  );
};

/** The id of the call that wrote an object: undefined where there is none, "" where its writer left no id. */
export const writerOf = async (send: S3Send, target: PutTarget): Promise<string | undefined> => {
  try {
    return (await send("HeadObject", target)).Metadata?.[writeId] ?? "";
  } catch (error) {
    if (s3Fault(error).status === 404) return undefined;
    throw error;
  }
};

const tryPut = async (send: S3Send, target: PutTarget, body: Uint8Array, id: string) => {
  try {
    await send("PutObject", { ...target, Body: body, IfNoneMatch: "*", Metadata: { [writeId]: id } });
    return undefined;
  } catch (error) {
    return { error };
  }
};
