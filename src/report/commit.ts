import { readFile, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

/** The commit that is checked out in a folder's git repository, read from its files; undefined where there is none. */
export const readCommit = async (folder: string): Promise<{ id: string; branch?: string } | undefined> => {
  const git = await gitFolder(folder);
  const head = git && (await textOf(join(git, "HEAD")));
  if (git === undefined || head === undefined) return undefined;
  const [, ref] = /^ref:\s*(\S+)/.exec(head) ?? [];
  if (ref === undefined) return isId(head) ? { id: head } : undefined;
  // A worktree has its HEAD for itself and its branches with the others.
  const common = resolve(git, (await textOf(join(git, "commondir"))) ?? ".");
  const id =
    (await textOf(join(git, ref))) ??
    (await textOf(join(common, ref))) ??
    packed(await textOf(join(common, "packed-refs")), ref);
  return id !== undefined && isId(id) ? { id, branch: ref.replace(/^refs\/heads\//, "") } : undefined;
};

const isId = (text: string): boolean => /^[\da-f]{40,64}$/.test(text);

const gitFolder = async (folder: string): Promise<string | undefined> => {
  for (let here = resolve(folder); ; here = dirname(here)) {
    const path = join(here, ".git");
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory()) return path;
    const [, linked] = /^gitdir:\s*(.+)$/m.exec((found?.isFile() ? await textOf(path) : undefined) ?? "") ?? [];
    if (linked !== undefined) return resolve(here, linked);
    if (dirname(here) === here) return undefined;
  }
};

const packed = (refs: string | undefined, ref: string): string | undefined =>
  refs
    ?.split("\n")
    .find((line) => line.endsWith(` ${ref}`))
    ?.split(" ")[0];

const textOf = async (path: string): Promise<string | undefined> =>
  (await readFile(path, "utf8").catch(() => undefined))?.trim();
