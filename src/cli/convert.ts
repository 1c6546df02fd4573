import { readFile, stat } from "node:fs/promises";
import { basename, join, parse, resolve } from "node:path";
import { usageError } from "../errors.ts";
import { fileKind, formatNotebook, formatScript, keepOutputs, type Notebook } from "../notebook/index.ts";
import { readNotebookFile, saveText } from "../run/index.ts";
import type { Arguments, Command } from "./command.ts";

export const convert: Command = {
  usage: "convert A [B] [options]",
  help: [
    "Turns a notebook (.ipynb) into a script in percent format (.ts, as jupytext has it) and back. Without B: the file of",
    "A's name with the other ending; with - as B, to stdout. A script has all of a notebook but its outputs. Back over an",
    "existing notebook, the outputs of unchanged cells stay. Also brings notebooks of format 4.0 to 4.4 to 4.5.",
  ].join("\n"),
  options: {
    to: { type: "string", value: "ipynb|ts", help: "what to make (the other of the two)" },
    force: { type: "boolean", help: "overwrite B where it is newer than A, or no notebook" },
  },
  run: async (args, terminal) => {
    const [from, to, ...rest] = args.words;
    if (from === undefined || rest.length > 0)
      throw usageError("pinbook convert needs one or two files, as in: pinbook convert my.ipynb my.ts");
    const kind = kindOf(from, to, args);
    const target = to === "-" ? undefined : await targetOf(from, to, kind);
    const notebook = await readNotebookFile(from, from, terminal.warn);
    const text = await textOf(notebook, from, target, kind, args.flag("force"));
    if (target === undefined) {
      terminal.print(text.replace(/\n$/, ""));
      return 0;
    }
    const former = await contentOf(target);
    if (former === text) {
      terminal.print(`${target} is up to date`);
      return 0;
    }
    if (!args.flag("force")) {
      refuseModule(target, kind, former);
      await refuseNewer(from, target);
    }
    await saveText(resolve(target), text);
    terminal.print(`${from} → ${target}`);
    return 0;
  },
};

type Kind = "notebook" | "script";

const kindOf = (from: string, to: string | undefined, args: Arguments): Kind => {
  const asked = args.text("to");
  const kinds: Readonly<Record<string, Kind>> = { ipynb: "notebook", ts: "script" };
  if (asked !== undefined && !kinds[asked])
    throw usageError(`pinbook convert: --to is ${JSON.stringify(asked)}: use ipynb or ts`);
  const told = asked === undefined ? undefined : kinds[asked];
  const named = to === undefined || to === "-" ? undefined : fileKind(to);
  if (told && named && told !== named)
    throw usageError(`pinbook convert: --to ${asked} does not go with ${to}: leave one of them out`);
  return told ?? named ?? (fileKind(from) === "script" ? "notebook" : "script");
};

const targetOf = async (from: string, to: string | undefined, kind: Kind): Promise<string> => {
  const { dir, name } = parse(from);
  const ownName = `${name}${kind === "notebook" ? ".ipynb" : ".ts"}`;
  const isFolder = to !== undefined && (await stat(to).catch(() => undefined))?.isDirectory();
  const target = to === undefined ? join(dir, ownName) : isFolder ? join(to, ownName) : to;
  if (fileKind(target) !== kind)
    throw usageError(`pinbook convert: ${basename(target)} is no name for a notebook: end it with .ipynb or .ts`);
  if (resolve(target) === resolve(from))
    throw usageError(`pinbook convert: ${from} would overwrite itself: name another file as B`);
  return target;
};

const textOf = async (
  notebook: Notebook,
  from: string,
  target: string | undefined,
  kind: Kind,
  force: boolean,
): Promise<string> => {
  if (kind === "script") return formatScript(notebook);
  const isThere = target !== undefined && (await contentOf(target)) !== undefined;
  if (!isThere || fileKind(from) !== "script") return formatNotebook(notebook);
  const former = await readNotebookFile(target).catch((error: unknown) => {
    if (force) return undefined;
    throw error;
  });
  return formatNotebook(former ? keepOutputs(notebook, former) : notebook);
};

const contentOf = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw usageError(`${path} cannot be read: ${(error as Error).message}`, error);
  }
};

// A module beside a notebook may have its name.
const refuseModule = (target: string, kind: Kind, former: string | undefined): void => {
  if (kind !== "script" || former === undefined || former.trim() === "" || /^\s*\/\/\s*%%/m.test(former)) return;
  throw usageError(
    `${target} is no notebook's script, it has no // %%: name another file as B, or overwrite it with --force`,
  );
};

const refuseNewer = async (from: string, target: string): Promise<void> => {
  const [source, existing] = await Promise.all([stat(from), stat(target).catch(() => undefined)]);
  if (!existing || existing.mtimeMs <= source.mtimeMs) return;
  throw usageError(
    `${target} is newer than ${from} and says something else: convert it the other way, or overwrite it with --force`,
  );
};
