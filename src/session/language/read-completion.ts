import type { CellDocument } from "./documents.ts";
import type { LspCompletionItem } from "./lsp-types.ts";
import { offsetIn } from "./positions.ts";
import type { TypedItem } from "./types.ts";

/** A name that fits, and the server's item that tells more when asked. */
export interface Candidate {
  readonly text: string;
  readonly type: string;
  readonly item: LspCompletionItem;
}

export interface Candidates {
  readonly list: readonly Candidate[];
  readonly start: number;
  readonly end: number;
  readonly anyName: boolean;
}

/**
 * What of the server's items fits what was typed before the cursor, best first. With nothing typed where any name may
 * stand, what is in scope everywhere is left out.
 */
export const readCompletion = (
  items: readonly LspCompletionItem[],
  document: CellDocument,
  code: string,
  cursor: number,
): Candidates => {
  const start = startOf(items, document, code, cursor);
  const prefix = code.slice(start, cursor);
  const anyName = items.some(({ label }) => label === "globalThis");
  const found = new Map<string, { readonly candidate: Candidate; readonly rank: string }>();
  for (const item of items) {
    const text = textOf(item, document, code, start);
    const rank = item.sortText ?? "";
    if (
      needsImport(rank) ||
      !text?.startsWith(prefix) ||
      text.startsWith("__pinbook") ||
      (anyName && prefix === "" && !isLocal(rank))
    )
      continue;
    const known = found.get(text);
    if (!known || rank < known.rank) found.set(text, { candidate: { text, type: kindOf(item), item }, rank });
  }
  const list = [...found.values()]
    .sort((a, b) => order(a.rank, b.rank) || order(a.candidate.text, b.candidate.text))
    .map(({ candidate }) => candidate);
  return { list, start, end: cursor, anyName };
};

/** What the server's `detail` of a name says of its type: `(a: number) => void` is told as `(a: number): void`. */
const signatureOf = (detail: string): string => {
  const [first = "", ...more] = detail
    .replace(/^\(alias\) /gm, "")
    .split(/\n(?=(?:\(\w+\) |function |constructor |import |export ))/)
    .filter((line) => !/^(import|export) /.test(line));
  const bare = first.replace(
    /^\((?:alias|method|property|getter|setter|accessor|enum member|parameter|local \w+)\) /,
    "",
  );
  const declared =
    /^(?:(?:const|let|var|function|class|interface|type|enum|namespace|module|constructor)\s+)?[^(<:=\s]*(?<rest>.*)$/s.exec(
      bare,
    );
  const rest = (declared?.groups?.rest ?? "").trim();
  const text = rest.replace(/^\??: */, "").replace(/\s*\n\s*/g, " ");
  return more.length > 0 && /^[(<]/.test(text) ? `${text} (+${more.length} more)` : text;
};

/** A name with the server's `detail`: that of an imported name says what it is, and not that it is imported. */
export const itemOf = ({ text, type }: Candidate, detail: string): TypedItem => {
  const [, kind] = /^(?:\(alias\) )?(function|class|interface|enum|namespace|module)\b/.exec(detail) ?? [];
  return { text, type: kind ?? type, signature: signatureOf(detail) };
};

const typed = /[\p{ID_Continue}$#]*$/u;
const segment = /[^"'`/\n]*$/;

/** Sort texts of the TypeScript server: 10 to 14 are of what is declared near, 15 of globals and keywords, from 16 of what would have to be imported first; a z before them says deprecated. */
const isLocal = (rank: string): boolean => /^z?1[0-4]/.test(rank);
const needsImport = (rank: string): boolean => /^z?1[67]/.test(rank);

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Where what the names replace begins: where the server says so of a text, else at the start of the word or segment. */
const startOf = (items: readonly LspCompletionItem[], document: CellDocument, code: string, cursor: number): number => {
  const edit = items.find(({ textEdit }) => textEdit && !/^(\?\.|\[)/.test(textEdit.newText))?.textEdit;
  const told = edit && offsetIn(document, code, edit.range.start);
  if (told !== undefined && told <= cursor) return told;
  const word = items.some(isText) ? segment : typed;
  return cursor - (word.exec(code.slice(0, cursor))?.[0].length ?? 0);
};

const textOf = (item: LspCompletionItem, document: CellDocument, code: string, start: number): string | undefined => {
  const name = item.data?.name ?? item.label;
  const at = item.textEdit && offsetIn(document, code, item.textEdit.range.start);
  if (item.textEdit && at === start) return item.textEdit.newText;
  // Not names that need brackets or replace more than the word.
  return isName(name) || isText(item) ? name : undefined;
};

const isName = (text: string): boolean => /^[\p{ID_Start}$_#][\p{ID_Continue}$]*$/u.test(text);

/** Whether an item is part of a string: a key, one of some literals, or a segment of a path. */
const isText = ({ label, data, textEdit, insertText }: LspCompletionItem): boolean =>
  !textEdit && insertText === undefined && !isName(data?.name ?? label);

const kinds =
  "text method function constructor field variable class interface module property unit value enum keyword snippet color file reference folder enum-member constant struct event operator type-parameter".split(
    " ",
  );

const kindOf = ({ kind = 1 }: LspCompletionItem): string => kinds[kind - 1] ?? "text";
