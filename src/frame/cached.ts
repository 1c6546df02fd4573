import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CollectOptions } from "./any-frame.ts";
import { collectPlan, parquetRows } from "./choose-engine.ts";
import { Frame } from "./frame.ts";
import { fromColumns } from "./from-rows.ts";
import { scanParquet } from "./read/index.ts";
import type { Row } from "./row-type.ts";

/** How a frame is run, and where its rows are kept. */
export interface CachedOptions extends CollectOptions {
  /** What the rows are called in plans; default `cached`. */
  readonly name?: string;
  /** A folder for rows that are too many for memory. Default: the system's for temporary files. */
  readonly folder?: string;
}

/** A frame whose rows are there already. */
export interface Cached<R extends Row> {
  readonly frame: Frame<R>;
  /**
   * Removes what is kept on disk, after which the frame and those made of it cannot be collected. Without it that happens
   * when nothing needs the rows any more, or the process ends.
   */
  readonly release: () => Promise<void>;
}

/**
 * Runs a frame once, so that the plans over it do not run it each time: few rows stay in memory, those that DuckDB is to run
 * go to Parquet files, in the frame's order where it is sorted.
 */
export const cached = async <R extends Row>(frame: Frame<R>, options: CachedOptions = {}): Promise<Cached<R>> => {
  const { name = "cached", folder: parent = tmpdir() } = options;
  const rows = await parquetRows(frame.plan, frame.sources, options);
  if (!rows) {
    const table = await collectPlan(frame.plan, frame.sources, options);
    return { frame: fromColumns<R>(table, { name }), release: async () => {} };
  }
  const folder = await mkdtemp(join(parent, "pinbook-cached-"));
  folders.add(folder);
  try {
    const files = await rows.writeParquet(join(folder, "rows"), fileBytes);
    const paths = files.map((file) => file.path);
    const sources = scanParquet(paths, rows.schema, { name, strict: true }).sources;
    const plan = { verb: "source" as const, name, schema: Object.freeze(rows.schema) };
    for (const source of Object.values(sources)) unneeded.register(source as object, folder);
    return { frame: new Frame<R>(Object.freeze(plan), sources), release: () => release(folder) };
  } catch (error) {
    await release(folder);
    throw error;
  }
};

const fileBytes = 1 << 28;
const folders = new Set<string>();

const release = async (folder: string): Promise<void> => {
  folders.delete(folder);
  await rm(folder, { recursive: true, force: true });
};

const unneeded = new FinalizationRegistry<string>((folder) => void release(folder).catch(() => {}));

process.on("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
