export { exitCodeOf } from "./exit-code.ts";
export { readNotebookFile, readWithOutputs, savedAt } from "./notebook-file.ts";
export { type OutsideOptions, watchOutside } from "./outside.ts";
export { parseValues } from "./parameters/from-text.ts";
export { parametersText } from "./parameters-text.ts";
export { planRerun, type RerunOptions, type RerunPlan, rerunNotebook } from "./rerun.ts";
export { type NotebookRun, runNotebook } from "./run.ts";
export { type RunManyOptions, runNotebooks } from "./run-many.ts";
export { saveText } from "./save.ts";
export type { CellVerdict, Fingerprint, PlannedCell, Selection } from "./stale/index.ts";
export { moduleChanges } from "./stale/module-changes.ts";
export { type OutsideChange, outsideChanges } from "./stale/outside-changes.ts";
export type {
  CellResult,
  CellStatus,
  ExecuteReply,
  OutputDigest,
  ParameterValue,
  RunAccess,
  RunEvent,
  RunOptions,
  RunRecordCell,
  RunRecordFile,
  RunResult,
  RunStatus,
  SessionOutput,
} from "./types.ts";
export { type WatchEvent, type WatchOptions, watchNotebooks } from "./watch/index.ts";
