/** JSON as it stands in a file. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

/** An output's content by MIME type: text as a string, JSON types as JSON, binary as base64. */
export type MimeBundle = { readonly [mime: string]: Json };

/** A cell's output as nbformat 4 has it, with text as one string. */
export type Output =
  /** `name` is `stdout` or `stderr`; JupyterLab also writes `stdin`, for what was answered to a prompt. */
  | { readonly output_type: "stream"; readonly name: string; readonly text: string }
  | {
      readonly output_type: "display_data";
      readonly data: MimeBundle;
      readonly metadata: JsonObject;
      /** Not part of the file: names the display that a later update replaces. */
      readonly displayId?: string;
    }
  | {
      readonly output_type: "execute_result";
      readonly data: MimeBundle;
      readonly metadata: JsonObject;
      readonly execution_count: number | null;
    }
  | {
      readonly output_type: "error";
      readonly ename: string;
      readonly evalue: string;
      readonly traceback: readonly string[];
    };

interface CellBase {
  readonly id: string;
  readonly source: string;
  readonly metadata: JsonObject;
}

export interface CodeCell extends CellBase {
  readonly cell_type: "code";
  readonly execution_count: number | null;
  readonly outputs: readonly Output[];
}

export interface TextCell extends CellBase {
  readonly cell_type: "markdown" | "raw";
  readonly attachments?: JsonObject;
}

export type Cell = CodeCell | TextCell;

/** A notebook, format 4.5: sources and texts are whole strings here, lists of lines in the file. */
export interface Notebook {
  readonly cells: readonly Cell[];
  readonly metadata: JsonObject;
  readonly nbformat: 4;
  readonly nbformat_minor: number;
}
