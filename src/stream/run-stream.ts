import { type ReadBatch, readBatches, readRange, type ShardRange, type StreamRecord } from "../kinesis/index.ts";
import { type Checkpoint, openCheckpoint, type PlannedBatch } from "./checkpoint.ts";
import { renderDeadLetters } from "./dead-letter.ts";
import { deltaSink } from "./delta-sink.ts";
import { appIdOf, claimCheckpoint } from "./owner.ts";
import { prepareBatch } from "./run-batch.ts";
import type { BatchReport, Place, StreamOptions, StreamReport, StreamSink } from "./types.ts";

/**
 * Reads a stream into a table in micro-batches, each record exactly once whatever is cut short: a batch's ranges are written before it
 * and its end after it, its rows and a mark for each shard are one commit of the table, and an open batch runs again over the same ranges.
 * Throws KinesisError, and clear errors for a checkpoint that belongs to something else or that another run uses.
 */
export const runStream = async (options: StreamOptions): Promise<StreamReport> => {
  const run = await open(options);
  const reports: BatchReport[] = [];
  const last = await run.checkpoint.last();
  const replayed = last !== undefined && !last.done;
  if (replayed) reports.push(await finish(run, last.planned, await readAgain(options, last.planned)));
  let next = (last?.planned.batch ?? -1) + 1;
  for await (const read of readBatches({ ...options, positions: last?.planned.positions ?? {} })) {
    const planned = planOf(next++, read);
    await run.checkpoint.plan(planned);
    reports.push(await finish(run, planned, read.records));
  }
  return summarise(reports, replayed);
};

interface Run {
  readonly options: StreamOptions;
  readonly application: string;
  readonly checkpoint: Checkpoint;
  readonly sink: StreamSink;
  readonly deadLetter: Place;
}

const open = async (options: StreamOptions): Promise<Run> => {
  const { kinesis, stream, application = "pinbook", checkpoint: place, table } = options;
  const sink = "append" in table ? table : deltaSink(table);
  const checkpoint = openCheckpoint(place);
  const { createdAt, shards } = await kinesis.describeStream(stream);
  const owner = { application, stream, streamCreated: createdAt.toISOString(), tableId: await sink.tableId() };
  await claimCheckpoint(checkpoint, owner, sink, shards);
  const deadLetter = options.deadLetter ?? {
    store: place.store,
    path: [place.path, "dead-letter"].filter(Boolean).join("/"),
  };
  return { options, application, checkpoint, sink, deadLetter };
};

const planOf = (batch: number, { records, positions }: ReadBatch): PlannedBatch => ({
  batch,
  ranges: rangesOf(records),
  positions,
});

const rangesOf = (records: readonly StreamRecord[]): readonly ShardRange[] => {
  const ranges = new Map<string, ShardRange>();
  for (const { shardId, sequenceNumber } of records) {
    const range = ranges.get(shardId);
    ranges.set(shardId, {
      shardId,
      first: range?.first ?? sequenceNumber,
      last: sequenceNumber,
      records: (range?.records ?? 0) + 1,
    });
  }
  return [...ranges.values()];
};

const readAgain = async (
  { kinesis, stream, log }: StreamOptions,
  planned: PlannedBatch,
): Promise<readonly StreamRecord[]> => {
  log?.(`stream ${stream}: batch ${planned.batch} was left open: it runs again`);
  const ranges = await Promise.all(planned.ranges.map((range) => readRange(kinesis, stream, range)));
  return ranges.flat();
};

const finish = async (run: Run, planned: PlannedBatch, records: readonly StreamRecord[]): Promise<BatchReport> => {
  const { options, checkpoint, sink, deadLetter } = run;
  const { batch } = planned;
  const { rows, letters } = await prepareBatch(records, options.transform, `stream ${options.stream}, batch ${batch}`);
  if (letters.length > 0)
    await deadLetter.store.put(
      `${deadLetter.path}/${batch}.ndjson`,
      new TextEncoder().encode(renderDeadLetters(letters)),
    );
  const txns = planned.ranges.map(({ shardId }) => ({
    appId: appIdOf({ ...run, stream: options.stream }, shardId),
    version: batch,
  }));
  const appended = rows.rowCount > 0 ? await sink.append(rows, txns) : undefined;
  const alreadyThere = appended?.skipped === true;
  const report: BatchReport = {
    batch,
    records: records.length,
    rows: alreadyThere ? 0 : rows.rowCount,
    deadLetters: letters.length,
    ...(appended ? { version: appended.version } : {}),
    alreadyThere,
  };
  await checkpoint.done(batch, { ...report });
  options.log?.(
    `stream ${options.stream}: batch ${batch}: ${records.length} records, ${report.rows} rows, ${letters.length} dead letters`,
  );
  options.onBatch?.(report);
  return report;
};

const summarise = (reports: readonly BatchReport[], replayed: boolean): StreamReport => {
  const sum = (of: (report: BatchReport) => number) => reports.reduce((total, report) => total + of(report), 0);
  return {
    batches: reports.length,
    records: sum(({ records }) => records),
    rows: sum(({ rows }) => rows),
    deadLetters: sum(({ deadLetters }) => deadLetters),
    replayed,
    alreadyThere: sum(({ alreadyThere }) => (alreadyThere ? 1 : 0)),
  };
};
