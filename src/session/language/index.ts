export { describeProblems } from "./describe-problems.ts";
export { type LanguageOptions, startLanguage } from "./start-language.ts";
export type { AddedCell, Language, TypedCompletion, TypedInspection, TypedItem, TypeProblem } from "./types.ts";
