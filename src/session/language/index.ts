export { describeProblems } from "./describe-problems.ts";
export { mergeCompletion } from "./merge-completion.ts";
export { mergeInspection } from "./merge-inspection.ts";
export { type LanguageOptions, startLanguage } from "./start-language.ts";
export type { AddedCell, Language, TypedCompletion, TypedInspection, TypedItem, TypeProblem } from "./types.ts";
