import { createHash } from "node:crypto";
import { readlinkSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { isAlive, startOf } from "./is-alive.ts";

/**
 * A path in `parent` for what this process needs for a while, where nothing is yet; whoever takes it removes what is there in
 * the end. What processes that are gone have left of that kind is removed before.
 */
export const scratchPath = async (parent: string, kind: string): Promise<string> => {
  const stem = `pinbook-${kind}-${place()}-`;
  const folder = resolve(parent);
  const sweeping = swept.get(join(folder, stem)) ?? sweep(folder, stem);
  swept.set(join(folder, stem), sweeping);
  await sweeping;
  return join(folder, `${stem}${process.pid}-${startOf(process.pid) || 0}-${++count}`);
};

let count = 0;
const swept = new Map<string, Promise<void>>();

const sweep = async (folder: string, stem: string): Promise<void> => {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const [, pid, start] = name.startsWith(stem) ? (/^(\d+)-(\d+)-\d+$/.exec(name.slice(stem.length)) ?? []) : [];
    if (pid === undefined || isRunning(Number(pid), start)) continue;
    // Another process may be removing it as well, or it may belong to another user.
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => {});
  }
};

/** The same number with another start is another process. */
const isRunning = (pid: number, start: string | undefined): boolean => isAlive(pid) && (startOf(pid) || "0") === start;

/** Tells machines and containers apart, whose processes have numbers of their own. */
const place = (): string =>
  createHash("sha256").update(`${hostname()} ${processNamespace()}`).digest("hex").slice(0, 8);

const processNamespace = (): string => {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
};
