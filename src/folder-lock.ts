import { createHash } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PinbookError } from "./errors.ts";
import { isAlive, startOf } from "./is-alive.ts";

/** Another process has the folder. */
export class FolderInUse extends PinbookError {
  /** The process that has it, where that is known. */
  readonly holder: number | undefined;

  constructor(message: string, holder?: number) {
    super(message, { exitCode: 2 });
    this.holder = holder;
  }
}

/**
 * Takes the folder for this process and gives what lets go of it. Throws FolderInUse while another live process has it; a
 * dead one's lock is taken over. `name` is the lock's file, for a folder that holds the locks of several things.
 */
export const lockFolder = async (dir: string, remedy = defaultRemedy, name = "lock"): Promise<() => Promise<void>> => {
  const path = join(dir, name);
  const mine = `${path}.${process.pid}.${lockNumber++}`;
  const content = JSON.stringify({ pid: process.pid, started: startOf(process.pid), nonce: Math.random() });
  try {
    await mkdir(dir, { recursive: true });
    await writeFile(mine, content);
  } catch (error) {
    throw unwritable(dir, error);
  }
  try {
    await take(dir, path, mine, remedy);
  } finally {
    await rm(mine, { force: true });
  }
  return async () => {
    if ((await readText(path)) === content) await rm(path, { force: true });
  };
};

let lockNumber = 0;

const take = async (dir: string, path: string, mine: string, remedy: string): Promise<void> => {
  // A link appears whole, and only where there is none.
  for (let attempt = 0; attempt < 50; attempt++) {
    if (await linked(mine, path)) return;
    const held = await readText(path);
    if (held === undefined) continue;
    const pid = livingHolder(held);
    if (pid !== undefined) throw taken(dir, `process ${pid}`, remedy, pid);
    await removeStale(path, held, mine);
  }
  throw taken(dir, "another process", remedy);
};

/** Only who has the stale lock's token may remove it, so that nobody removes what another has put in its place. */
const removeStale = async (path: string, held: string, mine: string): Promise<void> => {
  const token = `${path}.${createHash("sha256").update(held).digest("hex").slice(0, 16)}`;
  if (await linked(mine, token)) {
    if ((await readText(path)) === held) await rm(path, { force: true });
    await rm(token, { force: true });
    return;
  }
  const other = await readText(token);
  if (other !== undefined && livingHolder(other) === undefined) await removeStale(token, other, mine);
};

const linked = async (from: string, to: string): Promise<boolean> => {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
};

/** For a folder of pinbook's state that cannot be written: names it and the remedy. */
export const unwritable = (dir: string, error: unknown): PinbookError =>
  new PinbookError(
    `${dir} cannot be written (${(error as NodeJS.ErrnoException).code}): make it writable, or set PINBOOK_HOME to a folder that is`,
    { exitCode: 2, cause: error },
  );

const defaultRemedy = "stop it first (`pinbook down`), or use another folder";

const taken = (dir: string, by: string, remedy: string, holder?: number): FolderInUse =>
  new FolderInUse(`the folder ${dir} is in use by ${by}: ${remedy}`, holder);

const livingHolder = (content: string): number | undefined => {
  const holder = parse(content);
  if (!holder || !isAlive(holder.pid)) return undefined;
  // The same number with another start is another process.
  return startOf(holder.pid) === holder.started ? holder.pid : undefined;
};

const parse = (content: string): { pid: number; started: string } | undefined => {
  try {
    const { pid, started } = JSON.parse(content) as { pid: unknown; started: unknown };
    return typeof pid === "number" && typeof started === "string" ? { pid, started } : undefined;
  } catch {
    return undefined;
  }
};

const readText = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
};
