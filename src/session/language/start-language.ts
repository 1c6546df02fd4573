import { join } from "node:path";
import { messageOf } from "../../errors.ts";
import { atMost } from "./at-most.ts";
import { type CellDocument, draftOf, emptyScope, type Scope, scopeAhead, withCell } from "./documents.ts";
import { findServer } from "./find-server.ts";
import { groupByGroup } from "./group-by-group.ts";
import { createKnownProblems } from "./known-problems.ts";
import type { LspCompletionItem, LspCompletionList, LspDiagnostic, LspHover, LspSignatureHelp } from "./lsp-types.ts";
import { pinnedSlots } from "./pinned-slots.ts";
import { positionIn } from "./positions.ts";
import { type Candidates, itemOf, readCompletion } from "./read-completion.ts";
import { readHover, readSignatureHelp } from "./read-hover.ts";
import { readProblems } from "./read-problems.ts";
import { keepServer } from "./server.ts";
import { createServerDocuments } from "./server-documents.ts";
import { documentUri } from "./sync.ts";
import type { Language, TypedCompletion } from "./types.ts";

export interface LanguageOptions {
  /** The notebook's folder. */
  readonly folder: string;
  /** The folder of pinbook itself. */
  readonly pinbook: string;
  readonly log: (line: string) => void;
  /** Finds the server's executable: TypeScript's own by default. */
  readonly find?: () => string;
  /** Hears of the server's process as it starts and ends. */
  readonly onProcess?: (pid: number, alive: boolean) => void;
}

/** Names whose types are looked up with a completion: more say too little to be worth the time. */
const mostSignatures = 40;

/** Makes ready to tell the types of a notebook's cells; the service starts with the first question or cell. */
export const startLanguage = (options: LanguageOptions): Language => {
  const { folder, pinbook, log, onProcess } = options;
  const find = options.find ?? (() => findServer(join(pinbook, "package.json")));
  const server = keepServer({ find, folder, log, onProcess });
  const documents = createServerDocuments(folder, pinbook);
  let scope = emptyScope;
  let draft: CellDocument = draftOf(scope, "");
  let count = 0;
  const said = new Set<string>();
  const pinned = pinnedSlots();
  /** The scopes of the cells that are being checked. */
  const checking = new Set<Scope>();
  const known = createKnownProblems();
  const inTurn = atMost(checksAtOnce);
  const inGroup = groupByGroup();
  const ahead = scopeAhead();
  const ask = async <T>(question: (request: Ask, send: Send) => Promise<T>): Promise<T | undefined> => {
    const running = await server.get();
    if (!running) return undefined;
    try {
      return await question(
        (method, params) => running.request(method, params),
        (seen) => {
          if (documents.send(running, [seen, ...checking], draft)) known.forget();
        },
      );
    } catch (error) {
      const line = `no types for a cell: ${messageOf(error)}`;
      if (!said.has(line)) log(line);
      said.add(line);
      return undefined;
    }
  };
  /** Asks of unfinished code, for which all cells so far and those ahead count. */
  const look = <T>(
    code: string,
    codes: readonly string[],
    question: (request: Ask, document: CellDocument) => Promise<T>,
  ) =>
    ask((request, send) => {
      const seen = ahead(scope, codes, pinned);
      draft = draftOf(seen, code);
      send(seen);
      return question(request, draft);
    });
  const checkNow = async (own: Scope, id: number, document: CellDocument, code: string) => {
    checking.add(own);
    const problems = await ask(async (request, send) => {
      send(own.globals === scope.globals ? scope : own);
      return known.get(document) ?? (await checkCell(request, folder, document, code));
    });
    if (problems && own.globals === scope.globals) known.keep(own, id, document, problems);
    checking.delete(own);
    return problems;
  };
  return {
    add: (code) => {
      const before = scope;
      const id = ++count;
      scope = withCell(scope, id, code, pinned);
      const own = scope;
      const document = own.cells.get(id)?.document;
      if (document) known.add(document);
      return {
        check: async () => {
          if (!document) return undefined;
          const unpin = pinned.pin(own);
          // All cells of a program see the same global declarations: those that are to see others wait.
          const found = await inGroup(own.globals, () => inTurn(() => checkNow(own, id, document, code)));
          unpin();
          return found;
        },
        remove: () => {
          if (scope !== own) return;
          if (before.globals !== own.globals) known.forget();
          scope = before;
        },
      };
    },
    complete: (code, cursor, codes = []) =>
      look(code, codes, (request, document) => completeDraft(request, folder, document, code, cursor)),
    inspect: (code, cursor, codes = []) =>
      look(code, codes, (request, document) => inspectDraft(request, folder, document, code, cursor)),
    clear: () => {
      scope = emptyScope;
      known.forget();
    },
    close: () => server.close(),
  };
};

/** Cells come faster than they are checked: with all of them at once each would cost as much as all those that wait. */
const checksAtOnce = 4;

type Send = (seen: Scope) => void;
type Ask = (method: string, params: object) => Promise<unknown>;

const at = (folder: string, document: CellDocument, code: string, cursor: number) => ({
  textDocument: { uri: documentUri(folder, document.file) },
  position: positionIn(document, code, cursor),
});

const checkCell = async (request: Ask, folder: string, document: CellDocument, code: string) => {
  const textDocument = { uri: documentUri(folder, document.file) };
  const report = (await request("textDocument/diagnostic", { textDocument })) as { items?: LspDiagnostic[] } | null;
  return readProblems(report?.items ?? [], document, code);
};

const completeDraft = async (
  request: Ask,
  folder: string,
  document: CellDocument,
  code: string,
  cursor: number,
): Promise<TypedCompletion | undefined> => {
  const reply = await request("textDocument/completion", at(folder, document, code, cursor));
  const list = reply as LspCompletionList | readonly LspCompletionItem[] | null;
  if (!list) return undefined;
  const candidates = readCompletion("items" in list ? list.items : list, document, code, cursor);
  const { start, end, anyName } = candidates;
  return { items: await withSignatures(request, candidates), start, end, anyName };
};

const withSignatures = async (request: Ask, { list }: Candidates) =>
  Promise.all(
    list.map(async (candidate, i) => {
      if (i >= mostSignatures || candidate.type === "keyword") return itemOf(candidate, "");
      const { detail = "" } = (await request("completionItem/resolve", candidate.item)) as LspCompletionItem;
      return itemOf(candidate, detail);
    }),
  );

const inspectDraft = async (request: Ask, folder: string, document: CellDocument, code: string, cursor: number) => {
  const place = at(folder, document, code, cursor);
  const hover = readHover((await request("textDocument/hover", place)) as LspHover | null);
  return hover ?? readSignatureHelp((await request("textDocument/signatureHelp", place)) as LspSignatureHelp | null);
};
