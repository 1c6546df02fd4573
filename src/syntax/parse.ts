import { parseSync } from "oxc-parser";

/** A node of the ESTree that oxc-parser gives, with offsets in UTF-16 units. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

export interface Parsed {
  readonly code: string;
  /** The code with comments blanked, for looking up punctuation between nodes. */
  readonly masked: string;
  readonly body: readonly Node[];
  readonly comments: readonly { readonly start: number; readonly end: number }[];
  readonly errors: readonly SyntaxProblem[];
}

/** What the parser has against the code, and where: offsets in UTF-16 units. */
export interface SyntaxProblem {
  readonly message: string;
  readonly offset: number;
}

/** Parses TypeScript as a module, with JSX if told so; problems are in `errors`. */
export const parseTypeScript = (code: string, options: { readonly jsx?: boolean } = {}): Parsed => {
  const result = parseSync("cell.ts", code, {
    lang: options.jsx ? "tsx" : "ts",
    sourceType: "module",
    preserveParens: true,
  });
  let masked = code;
  for (const { start, end } of result.comments) {
    masked = masked.slice(0, start) + masked.slice(start, end).replace(/[^\r\n]/g, " ") + masked.slice(end);
  }
  return {
    code,
    masked,
    body: result.program.body as unknown as readonly Node[],
    comments: result.comments.map(({ start, end }) => ({ start, end })),
    errors: result.errors.map((error) => ({ message: error.message, offset: error.labels[0]?.start ?? 0 })),
  };
};

export const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

/** A child node by name, where it is there. */
export const child = (node: Node, key: string): Node | undefined => {
  const value = node[key];
  return isNode(value) ? value : undefined;
};

/** The child nodes in a list by name. */
export const children = (node: Node, key: string): readonly Node[] => {
  const value = node[key];
  return Array.isArray(value) ? value.filter(isNode) : [];
};

/** Line and column, both from 1, of an offset. */
export const positionAt = (code: string, offset: number): { readonly line: number; readonly column: number } => {
  const lines = code.slice(0, offset).split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
};

/** The offset of a line and column, both from 1; a column past the line's end means that end. */
export const offsetAt = (code: string, line: number, column: number): number => {
  const lines = code.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  return before + Math.min(Math.max(0, column - 1), lines[line - 1]?.length ?? 0);
};

/** The place of an offset as `line 3, column 5`. */
export const describePosition = (code: string, offset: number): string => {
  const { line, column } = positionAt(code, offset);
  return `line ${line}, column ${column}`;
};
