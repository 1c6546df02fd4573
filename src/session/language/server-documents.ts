import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { tsConfigFiles } from "../tsconfig.ts";
import { type CellDocument, indexFile, indexText, isCellFile, type Scope } from "./documents.ts";
import { findProject } from "./find-project.ts";
import { projectDocuments } from "./project.ts";
import type { RunningServer } from "./server.ts";
import { type DocumentNotice, type OpenedDocument, syncDocuments } from "./sync.ts";
import { type FileChange, watchFiles } from "./watched-files.ts";

/** What the servers were told of the documents and files. */
export interface ServerDocuments {
  /** Brings a server up to date with the cells of some scopes, the unfinished code, and the files on disk. Returns whether files changed. */
  send(server: RunningServer, scopes: readonly Scope[], draft: CellDocument): boolean;
}

export const createServerDocuments = (folder: string, pinbook: string): ServerDocuments => {
  let project = findProject(folder, pinbook);
  let fixed = projectDocuments(project);
  const own = join(folder, "tsconfig.json");
  let settings = settingsFiles(own, project.config?.path);
  const changes = watchFiles(folder);
  let told = newlyTold();
  let generation = 0;
  return {
    send: (server, scopes, draft) => {
      if (server.generation !== generation) told = newlyTold();
      generation = server.generation;
      const cells = new Map(scopes.flatMap((scope) => [...scope.cells]));
      const documents = [draft, ...[...cells.values()].map((cell) => cell.document)];
      const news = changes(new Set(documents.flatMap(({ specifiers }) => specifiers)), settings);
      if (news.some(({ path }) => settings.includes(path))) {
        project = findProject(folder, pinbook);
        fixed = projectDocuments(project);
        settings = settingsFiles(own, project.config?.path);
        // What is new among them is looked at from now on.
        news.push(...changes([], settings));
      }
      for (const { method, params } of tell(told, folder, fixed, documents)) server.notify(method, params);
      if (news.length > 0) server.notify("workspace/didChangeWatchedFiles", { changes: news.map(fileEvent) });
      return news.length > 0;
    },
  };
};

/** What a server was told of its documents. */
interface Told {
  readonly opened: Map<string, OpenedDocument>;
  /** All of cells, which stay: to open a document is dear for the server and to change one is not. */
  readonly files: Set<string>;
  index: string;
  /** Those that may be other documents, or none, the next time; the others are empty. */
  changing: readonly string[];
}

const newlyTold = (): Told => ({ opened: new Map(), files: new Set(), index: indexText([]), changing: [] });

/** The notices of what changed; looks at nothing else, because thousands of cells may be behind. */
const tell = (
  told: Told,
  folder: string,
  fixed: Readonly<Record<string, string>>,
  documents: readonly CellDocument[],
): readonly DocumentNotice[] => {
  const known = told.files.size;
  for (const { file } of documents) if (isCellFile(file)) told.files.add(file);
  if (told.files.size > known) told.index = indexText([...told.files]);
  // The index comes before the cells: the server then knows whose they are when they are opened.
  const texts = new Map([...Object.entries(fixed), [indexFile, told.index], ...emptyDrafts]);
  for (const file of told.changing) if (isCellFile(file)) texts.set(file, empty);
  for (const { file, text } of documents) texts.set(file, text);
  const before = new Map<string, OpenedDocument>();
  for (const file of [...texts.keys(), ...told.changing]) {
    const one = told.opened.get(file);
    if (one) before.set(file, one);
  }
  const { notices, opened } = syncDocuments(folder, before, texts);
  for (const file of before.keys()) if (!opened.has(file)) told.opened.delete(file);
  for (const [file, one] of opened) told.opened.set(file, one);
  told.changing = [...Object.keys(fixed), ...documents.map(({ file }) => file)];
  return notices;
};

const settingsFiles = (own: string, config: string | undefined): readonly string[] => [
  ...new Set([own, ...(config ? tsConfigFiles(config) : [])]),
];

const empty = "export {};\n";
const emptyDrafts = ["ts", "tsx"].map((type): [string, string] => [`__pinbook_draft.${type}`, empty]);

const fileEvent = ({ path, type }: FileChange) => ({ uri: pathToFileURL(path).href, type: types[type] });

const types = { created: 1, changed: 2, deleted: 3 } as const;
