export { type DrawOffsetsOptions, drawOffsets, type OffsetDraw } from "./draw-offsets.ts";
export { type Draw, type DrawRowsOptions, drawRows } from "./draw-rows.ts";
export { kinesisTarget } from "./kinesis-target.ts";
export { type PostDrawsOptions, type PostReport, postDraws, type TopicCounts } from "./post-draws.ts";
export { restTarget, type TargetOptions } from "./rest-target.ts";
export { type PostOutcome, type PostRecord, type PostTarget, type TopicKind, topicKinds } from "./target.ts";
