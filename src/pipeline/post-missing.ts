import { join } from "node:path";
import { drawRows, type PostReport, type PostTarget, postDraws } from "../emulator/index.ts";
import { lockFolder } from "../folder-lock.ts";
import { forEachKind, type Kind, type Pipeline } from "./open.ts";

/** Which of the emulator's draws: `count` of them from draw `from`, for a seed of Python's random. */
export interface DrawSpec {
  readonly count: number;
  readonly from?: number;
  readonly seed?: number;
}

/** How to post. */
export interface PostSpec extends DrawSpec {
  /** Sleeps the second or none that each draw says, as the original does. */
  readonly pause?: boolean;
  /** Ends after the records at hand. */
  readonly signal?: AbortSignal;
}

/** The draws of a seed that are there already, for a kind. */
type Look = (pipeline: Pipeline, kind: Kind, seed: number) => Promise<ReadonlySet<number>>;

/** Posts the draws that are not there yet. One at a time in a project: two would each miss what the other has in flight. */
export const postMissing = async (
  pipeline: Pipeline,
  { pause = false, signal, ...spec }: PostSpec,
  target: PostTarget,
  look: Look,
): Promise<PostReport> => {
  const unlock = await lockFolder(join(pipeline.config.home, "posting"), "wait until it has posted its rows");
  try {
    const seed = spec.seed ?? 100;
    const there = await forEachKind((kind) => look(pipeline, kind, seed));
    return await postDraws({
      draws: drawRows(pipeline.source, spec),
      target,
      seed,
      pause,
      ...(signal ? { signal } : {}),
      skip: (kind, draw) => there[kind].has(draw),
    });
  } finally {
    target.close();
    await unlock();
  }
};
