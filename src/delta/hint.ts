import { keyOf } from "./errors.ts";
import { jsonText } from "./json-text.ts";
import type { TableRef } from "./types.ts";

/** The version that `_last_checkpoint` names; undefined where it is missing or makes no sense. */
export const readHint = async (ref: TableRef): Promise<number | undefined> => {
  const key = keyOf(ref, "_delta_log/_last_checkpoint");
  if ((await ref.store.head(key)) === undefined) return undefined;
  try {
    const { version } = JSON.parse(new TextDecoder().decode(await ref.store.get(key)));
    return Number.isSafeInteger(version) && version >= 0 ? version : undefined;
  } catch {
    // It is a hint alone: the log itself says the same, only slower.
    return undefined;
  }
};

/** Points `_last_checkpoint` at a checkpoint (PROTOCOL.md, "Last Checkpoint File Schema"). */
export const writeHint = async (
  ref: TableRef,
  hint: {
    readonly version: number;
    readonly size: number;
    readonly sizeInBytes: number;
    readonly numOfAddFiles: number;
  },
): Promise<void> => {
  await ref.store.put(keyOf(ref, "_delta_log/_last_checkpoint"), new TextEncoder().encode(jsonText(hint)));
};
