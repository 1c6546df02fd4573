export type { Comm, CommMessage } from "./comms.ts";
export { clearOutput, type Display, type DisplayOptions, display, html, md, svg } from "./display.ts";
export { type InputRequest, StdinNotImplemented } from "./input.ts";
export { type LocalModule, localModulesOf } from "./local-graph.ts";
export { localSources } from "./local-sources.ts";
export { bundleOf, displaySymbol, type Shown } from "./mime-bundle.ts";
export { type PreparedCell, prepareCell } from "./prepare-cell.ts";
export { type ProgressBar, type ProgressOptions, progress } from "./progress.ts";
export { createSession } from "./session.ts";
export type { Outside } from "./stale/index.ts";
export { stripTypes } from "./strip-types.ts";
export type {
  Completeness,
  Completion,
  CompletionType,
  ExecuteReply,
  ExecuteRequest,
  ExpressionReply,
  Inspection,
  Session,
  SessionOptions,
  SessionOutput,
  SessionSettings,
} from "./types.ts";
export type { Variable, Variables } from "./variables.ts";
