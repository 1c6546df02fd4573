import { setTimeout as sleep } from "node:timers/promises";
import { PinbookError } from "../errors.ts";
import type { Draw } from "./draw-rows.ts";
import { type PostOutcome, type PostRecord, type PostTarget, type TopicKind, topicKinds } from "./target.ts";

export type TopicCounts = Readonly<Record<TopicKind, number>>;

/** What posting came to. */
export interface PostReport {
  /** Steps taken. */
  readonly drawn: number;
  /** Records that the server has confirmed. */
  readonly acknowledged: TopicCounts;
  /** Records left out because `skip` said so. */
  readonly skipped: TopicCounts;
  /** Set where the signal ended it before the draws did. */
  readonly stoppedBy?: "signal";
}

export interface PostDrawsOptions {
  readonly draws: AsyncIterable<Draw>;
  /** Its idle connections are closed at the end. */
  readonly target: PostTarget;
  /** Whose posts they are, for the log. */
  readonly userId?: string;
  /** With the draw's number it makes each record's key, `<seed>:<draw>`. */
  readonly seed: number;
  /** Draws a request, 1 by default as in the original. */
  readonly batch?: number;
  /** Whether to sleep each draw's `pause` seconds, as the original does; off by default. */
  readonly pause?: boolean;
  /** Ends posting after the requests in flight. */
  readonly signal?: AbortSignal;
  /** True leaves this record out: for those that are there already. */
  readonly skip?: (kind: TopicKind, draw: number) => boolean;
  readonly onProgress?: (report: PostReport) => void;
  readonly log?: (line: string) => void;
}

type Counts = Record<TopicKind, number>;

/**
 * Posts each draw's three rows to their topics: the topics side by side, each topic's records in the order of the draws.
 * Stops at the first record that is not acknowledged, with a PinbookError naming it, the server's words and what was acknowledged.
 */
export const postDraws = async (options: PostDrawsOptions): Promise<PostReport> => {
  const { draws, target, batch = 1, pause = false, signal, onProgress = () => {}, log = () => {} } = options;
  const acknowledged: Counts = { pin: 0, geo: 0, user: 0 };
  const skipped: Counts = { pin: 0, geo: 0, user: 0 };
  let drawn = 0;
  const report = (): PostReport => ({ drawn, acknowledged: { ...acknowledged }, skipped: { ...skipped } });
  try {
    for await (const group of inGroups(draws, batch, () => signal?.aborted === true)) {
      drawn += group.length;
      await postGroup(group, options, acknowledged, skipped);
      onProgress(report());
      if (pause) await rest(group, signal);
    }
  } finally {
    target.close();
  }
  const whose = options.userId === undefined ? "" : ` of user ${options.userId}`;
  log(`posted ${total(acknowledged)} records${whose} from ${drawn} draws to ${target.describe}`);
  return signal?.aborted ? { ...report(), stoppedBy: "signal" } : report();
};

const postGroup = async (
  group: readonly Draw[],
  { target, seed, skip = () => false }: PostDrawsOptions,
  acknowledged: Counts,
  skipped: Counts,
): Promise<void> => {
  const outcomes = await Promise.all(
    topicKinds.map(async (kind) => {
      const wanted = group.filter(({ draw }) => !skip(kind, draw));
      skipped[kind] += group.length - wanted.length;
      if (wanted.length === 0) return { kind, outcome: { acknowledged: 0 } as PostOutcome };
      const outcome = await target.post(
        kind,
        wanted.map((draw) => toRecord(draw, kind, seed)),
      );
      acknowledged[kind] += outcome.acknowledged;
      return { kind, outcome };
    }),
  );
  for (const { kind, outcome } of outcomes) {
    if (outcome.failure) throw notAcknowledged(target, kind, outcome.failure, acknowledged);
  }
};

const toRecord = (draw: Draw, kind: TopicKind, seed: number): PostRecord => ({
  draw: draw.draw,
  key: `${seed}:${draw.draw}`,
  value: draw[kind],
});

const notAcknowledged = (
  target: PostTarget,
  kind: TopicKind,
  { draw, url, message, cause }: NonNullable<PostOutcome["failure"]>,
  counts: TopicCounts,
): PinbookError =>
  new PinbookError(
    `draw ${draw} was not acknowledged by ${target.topic(kind)} at ${url}: ${message}. ` +
      `Acknowledged before it stopped: ${topicKinds.map((name) => `${counts[name]} ${name}`).join(", ")}. ` +
      "See that the server runs and that the topic or stream exists, then post again: records carry their draw as key, so those that are there can be left out",
    { cause },
  );

const total = (counts: TopicCounts): number => topicKinds.reduce((sum, kind) => sum + counts[kind], 0);

// The draws in groups of `size`; asks `stop` before each draw, so that no row is read in vain.
async function* inGroups(draws: AsyncIterable<Draw>, size: number, stop: () => boolean): AsyncGenerator<Draw[]> {
  if (stop()) return;
  let group: Draw[] = [];
  for await (const draw of draws) {
    group.push(draw);
    if (group.length < size) continue;
    yield group;
    group = [];
    if (stop()) return;
  }
  if (group.length > 0) yield group;
}

const rest = async (group: readonly Draw[], signal: AbortSignal | undefined): Promise<void> => {
  const seconds = group.reduce((sum, { pause }) => sum + pause, 0);
  await sleep(seconds * 1000, undefined, { signal }).catch((error: unknown) => {
    if (!signal?.aborted) throw error;
  });
};
