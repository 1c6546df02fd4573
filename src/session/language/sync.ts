import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Tells a server what the documents contain now. */
export interface DocumentNotice {
  readonly method: "textDocument/didOpen" | "textDocument/didChange" | "textDocument/didClose";
  readonly params: object;
}

/** What a server was told of a document. */
export interface OpenedDocument {
  readonly text: string;
  readonly version: number;
}

/** What a server was told of its documents, by file name. */
export type Opened = ReadonlyMap<string, OpenedDocument>;

/** The notices that bring a server from the documents that it has to those that it is to have, and what it has then. */
export const syncDocuments = (
  folder: string,
  opened: Opened,
  wanted: ReadonlyMap<string, string>,
): { readonly notices: readonly DocumentNotice[]; readonly opened: Opened } => {
  const notices: DocumentNotice[] = [];
  const next = new Map<string, OpenedDocument>();
  for (const [file, text] of wanted) {
    const before = opened.get(file);
    const version = before ? before.version + (before.text === text ? 0 : 1) : 1;
    next.set(file, { text, version });
    if (before?.text === text) continue;
    const uri = documentUri(folder, file);
    if (!before)
      notices.push({
        method: "textDocument/didOpen",
        params: { textDocument: { uri, languageId: languageOf(file), version, text } },
      });
    else
      notices.push({
        method: "textDocument/didChange",
        params: { textDocument: { uri, version }, contentChanges: [{ text }] },
      });
  }
  // Last, so that no document that stays refers to one that is gone.
  for (const file of opened.keys())
    if (!wanted.has(file))
      notices.push({ method: "textDocument/didClose", params: { textDocument: { uri: documentUri(folder, file) } } });
  return { notices, opened: next };
};

export const documentUri = (folder: string, file: string): string => pathToFileURL(join(folder, file)).href;

const languageOf = (file: string): string =>
  file.endsWith(".json") ? "jsonc" : file.endsWith(".tsx") ? "typescriptreact" : "typescript";
