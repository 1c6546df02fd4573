export { deltaSink } from "./delta-sink.ts";
export { recordSchema } from "./record-table.ts";
export { runStream } from "./run-stream.ts";
export type {
  BatchReport,
  Place,
  StreamOptions,
  StreamReport,
  StreamSink,
  Transform,
  Transformed,
  TxnMark,
} from "./types.ts";
