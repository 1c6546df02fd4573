import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { tsConfigFiles } from "../tsconfig.ts";
import { type CellDocument, indexFile, indexText, isCellFile, type Scope } from "./documents.ts";
import { findProject } from "./find-project.ts";
import { projectDocuments } from "./project.ts";
import type { RunningServer } from "./server.ts";
import { type Opened, syncDocuments } from "./sync.ts";
import { type FileChange, watchFiles } from "./watched-files.ts";

/** What the servers were told of the documents and files. */
export interface ServerDocuments {
  /** Brings a server up to date with the cells of some scopes, the unfinished code, and the files on disk. */
  send(server: RunningServer, scopes: readonly Scope[], draft: CellDocument): void;
}

export const createServerDocuments = (folder: string, pinbook: string): ServerDocuments => {
  let project = findProject(folder, pinbook);
  let fixed = projectDocuments(project);
  const own = join(folder, "tsconfig.json");
  let settings = settingsFiles(own, project.config?.path);
  const changes = watchFiles(folder);
  let opened: Opened = new Map();
  let generation = 0;
  return {
    send: (server, scopes, draft) => {
      if (server.generation !== generation) opened = new Map();
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
      // To open a document is dear for the server and to change one is not: those of cells that are gone stay, empty.
      const files = new Set([...opened.keys(), ...documents.map(({ file }) => file)].filter(isCellFile));
      // The index comes before the cells: the server then knows whose they are when they are opened.
      const texts = new Map([...Object.entries(fixed), [indexFile, indexText([...files])], ...emptyDrafts]);
      for (const file of files) texts.set(file, empty);
      for (const { file, text } of documents) texts.set(file, text);
      const synced = syncDocuments(folder, opened, texts);
      opened = synced.opened;
      for (const { method, params } of synced.notices) server.notify(method, params);
      if (news.length > 0) server.notify("workspace/didChangeWatchedFiles", { changes: news.map(fileEvent) });
    },
  };
};

const settingsFiles = (own: string, config: string | undefined): readonly string[] => [
  ...new Set([own, ...(config ? tsConfigFiles(config) : [])]),
];

const empty = "export {};\n";
const emptyDrafts = ["ts", "tsx"].map((type): [string, string] => [`__pinbook_draft.${type}`, empty]);

const fileEvent = ({ path, type }: FileChange) => ({ uri: pathToFileURL(path).href, type: types[type] });

const types = { created: 1, changed: 2, deleted: 3 } as const;
