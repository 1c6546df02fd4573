import { hashOf } from "../cache/index.ts";
import type { ValueGroup } from "./types.ts";

/** A small snapshot that stands with the state itself; undefined where there is none or it is no longer what it was. */
export const inlineSnapshot = ({ inline, blob }: ValueGroup): Uint8Array | undefined => {
  if (inline === undefined) return undefined;
  const bytes = Buffer.from(inline, "base64");
  return hashOf(bytes) === blob ? bytes : undefined;
};
