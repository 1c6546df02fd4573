import { cellGlobals } from "./cell-globals.ts";
import { indexFile } from "./documents.ts";

/** What the project of a notebook's cells is made of. */
export interface ProjectSpec {
  /** The user's nearest tsconfig.json: its path, and its text where it lies in the notebook's own folder. */
  readonly config?: { readonly path: string; readonly text?: string | undefined } | undefined;
  /** Folder of the type declarations of Node. */
  readonly nodeTypes?: string | undefined;
  /** The folder of pinbook itself. */
  readonly pinbook: string;
  /** Folders of packages that are found from everywhere, by name. */
  readonly fallbacks: Readonly<Record<string, string>>;
}

export const userConfigFile = "tsconfig.__pinbook_user.json";
const defaultsFile = "tsconfig.__pinbook_defaults.json";
const globalsFile = "__pinbook_globals.d.ts";

/** The documents, by file name in the notebook's folder, that make the cells a project: the user's options under and over ours. */
export const projectDocuments = (spec: ProjectSpec): Readonly<Record<string, string>> => {
  const own = spec.config?.text !== undefined;
  const user = own ? `./${userConfigFile}` : spec.config?.path;
  const paths = Object.fromEntries(Object.entries(spec.fallbacks).map(([name, path]) => [name, [path]]));
  const config = {
    extends: [`./${defaultsFile}`, ...(user ? [user] : [])],
    compilerOptions: forced,
    files: [indexFile, "__pinbook_draft.ts", "__pinbook_draft.tsx", globalsFile],
    include: [],
  };
  return {
    [defaultsFile]: JSON.stringify({ compilerOptions: { ...(user ? defaults : alone), paths } }),
    ...(own ? { [userConfigFile]: spec.config?.text ?? "" } : {}),
    "tsconfig.json": JSON.stringify(config),
    [globalsFile]: globalsText(spec),
  };
};

/** What holds unless the user's tsconfig says otherwise. */
const defaults = { strict: true, lib: ["esnext"], types: [], jsx: "react" } as const;

/** What holds where there is no tsconfig: parameters may go without types, as in a script. */
const alone = { ...defaults, noImplicitAny: false } as const;

/** What holds for cells whatever the user's tsconfig says: how they run, and that names may go unused until a later cell. */
const forced = {
  target: "esnext",
  module: "esnext",
  moduleResolution: "bundler",
  moduleDetection: "force",
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  esModuleInterop: true,
  skipLibCheck: true,
  noEmit: true,
  composite: false,
  incremental: false,
  declaration: false,
  declarationMap: false,
  emitDeclarationOnly: false,
  isolatedModules: false,
  isolatedDeclarations: false,
  verbatimModuleSyntax: false,
  erasableSyntaxOnly: false,
  noUnusedLocals: false,
  noUnusedParameters: false,
  allowUnusedLabels: true,
} as const;

/** Types of Node and of what cells can use without importing it. */
const globalsText = ({ nodeTypes, pinbook }: ProjectSpec): string => {
  const reference = nodeTypes ? `/// <reference path=${JSON.stringify(`${nodeTypes}/index.d.ts`)} />\n` : "";
  return `${reference}${cellGlobals(pinbook)}`;
};
