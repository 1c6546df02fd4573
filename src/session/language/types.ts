/** A name that fits at the cursor, with what is known of it. */
export interface TypedItem {
  readonly text: string;
  /** What it is: `function`, `method`, `property`, `variable`, `class`, `keyword`, … */
  readonly type: string;
  /** The parameters and result of a function, the type of a value; empty where it was not looked up. */
  readonly signature: string;
}

/** Names that may replace code[start, end); offsets in UTF-16 units. */
export interface TypedCompletion {
  readonly items: readonly TypedItem[];
  readonly start: number;
  readonly end: number;
  /** Whether the cursor stands where any name in scope may stand, so that names which only the running program knows fit too. */
  readonly anyName: boolean;
}

/** What the types say of the name at the cursor. */
export interface TypedInspection {
  /** Declaration as TypeScript, such as `const a: number`. */
  readonly signature: string;
  /** From JSDoc, as Markdown; empty where there is none. */
  readonly documentation: string;
}

/** A type error of a cell; line and column from 1, end columns on the same line or at its end. */
export interface TypeProblem {
  readonly line: number;
  readonly column: number;
  /** How many UTF-16 units of the line it covers, at least 1. */
  readonly length: number;
  /** TypeScript's number of the error, such as 2322. */
  readonly code: number;
  readonly message: string;
}

/** The types of a notebook's cells, kept by a TypeScript service in a process of its own. No method rejects. */
export interface Language {
  /** Takes in a cell that is about to run: its declarations replace earlier ones of the same names. */
  add(code: string): AddedCell;
  /** Undefined where the types say nothing, or the service did not answer in time. `ahead` are cells that wait to run: they count as if they had. */
  complete(code: string, cursor: number, ahead?: readonly string[]): Promise<TypedCompletion | undefined>;
  inspect(code: string, cursor: number, ahead?: readonly string[]): Promise<TypedInspection | undefined>;
  /** Forgets all cells. */
  clear(): void;
  close(): void;
}

export interface AddedCell {
  /** The type errors of the cell: asks the service at once. Undefined where it could not be asked. */
  check(): Promise<readonly TypeProblem[] | undefined>;
  /** Takes the cell out again, as it did not run. */
  remove(): void;
}
