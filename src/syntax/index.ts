export { codeHash } from "./code-hash.ts";
export { applyEdits, blanked, type Edit } from "./edits.ts";
export { type FoundMagic, type FoundMagics, findMagics, withoutMagics } from "./find-magics.ts";
export { type CellName, cellNames, type LineName, lineNames, unknownMagic } from "./magic-names.ts";
export { declaredNames, patternNames } from "./names.ts";
export {
  child,
  children,
  describePosition,
  isNode,
  type Node,
  offsetAt,
  type Parsed,
  parseTypeScript,
  positionAt,
  type SyntaxProblem,
} from "./parse.ts";
export { timeitOptions } from "./timeit-options.ts";
export { UnsupportedSyntax } from "./unsupported-syntax.ts";
