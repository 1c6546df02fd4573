export { frameBundle, type MimeBundle, summaryBundle } from "./bundle.ts";
export { summarize, summarizePlan } from "./summary.ts";
