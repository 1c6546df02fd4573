import { usageError } from "../errors.ts";
import type { Frame, Row } from "../frame/index.ts";

/** The rows of frames of the same columns, one frame after the other; throws where there is none. */
export const oneAfterAnother = <R extends Row>(frames: readonly Frame<R>[]): Frame<R> => {
  const [first, ...others] = frames;
  if (!first) throw usageError("There is no raw table to look at: give pin, geo or user.");
  return first.concat(...others);
};
