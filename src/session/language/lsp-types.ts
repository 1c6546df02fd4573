// The parts of the Language Server Protocol 3.17 that are used here.
import type { Position } from "./positions.ts";

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface LspCompletionItem {
  readonly label: string;
  readonly kind?: number;
  readonly detail?: string;
  readonly sortText?: string;
  readonly insertText?: string;
  readonly textEdit?: { readonly range: Range; readonly newText: string };
  readonly data?: { readonly name?: string };
}

export interface LspCompletionList {
  readonly items: readonly LspCompletionItem[];
}

export interface LspDiagnostic {
  readonly range: Range;
  /** 1 is an error. */
  readonly severity?: number;
  readonly code?: number | string;
  readonly message: string;
}

export interface LspHover {
  readonly contents: { readonly kind: string; readonly value: string };
}

export type LspDocumentation = string | { readonly value: string };

export interface LspSignatureHelp {
  readonly signatures: readonly {
    readonly label: string;
    readonly documentation?: LspDocumentation;
    readonly parameters?: readonly {
      /** The text, or where it stands in the signature's label. */
      readonly label: string | readonly [number, number];
      readonly documentation?: LspDocumentation;
    }[];
  }[];
  readonly activeSignature?: number;
}
