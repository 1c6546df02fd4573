export { hasPlots, renderSite } from "./site.ts";
export type { ReportOptions, ReportPage, RunSummary, Site } from "./types.ts";
export { writeReport } from "./write.ts";
