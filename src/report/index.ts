export { type CutOutput, cutNote } from "./cut-note.ts";
export { findChromium } from "./pdf/find-chromium.ts";
export { type RunRecordLike, readRunFacts } from "./run-facts.ts";
export { hasPlots, renderFile, renderSite } from "./site.ts";
export { readTemplate, templateSlots } from "./template.ts";
export type {
  DataChange,
  EarlierCell,
  EarlierNotebook,
  EarlierRun,
  HistoryRun,
  PipelineGraph,
  PlotlyBundle,
  ReportOptions,
  ReportPage,
  ReportTemplate,
  RunData,
  RunFacts,
  RunSummary,
  Site,
} from "./types.ts";
export { writeMarkdown, writePdf, writeReport, writeReportFile } from "./write.ts";
