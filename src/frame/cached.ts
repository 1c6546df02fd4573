import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ParquetRows } from "../delta/index.ts";
import type { ColumnTable } from "../schema.ts";
import type { AnyFrame, CollectOptions } from "./any-frame.ts";
import { parquetRows } from "./choose-engine.ts";
import { collectAll } from "./collect-all.ts";
import type { Source, Sources } from "./engine.ts";
import { Frame } from "./frame.ts";
import { fromColumns } from "./from-rows.ts";
import { scanParquet } from "./read/index.ts";
import type { Row } from "./row-type.ts";

/** How a frame is run, and where its rows are kept. */
export interface CachedOptions extends CollectOptions {
  /** What the rows are called in plans; default `cached`, of several frames their names. */
  readonly name?: string;
  /** A folder for rows that are too many for memory. Default: the system's for temporary files. */
  readonly folder?: string;
}

/** What keeps rows, until it is released; `await using` releases it at the end of its block. */
interface Kept extends AsyncDisposable {
  /**
   * Removes what is kept on disk, after which the frames and those made of them cannot be collected. Without it that happens
   * when nothing needs the rows any more, or the process ends.
   */
  readonly release: () => Promise<void>;
}

/** A frame whose rows are there already. */
export interface Cached<R extends Row> extends Kept {
  readonly frame: Frame<R>;
}

/** Frames by name whose rows are there already. */
export interface CachedFrames<F> extends Kept {
  readonly frames: { readonly [K in keyof F]: F[K] };
}

/**
 * Runs a frame once, so that the plans over it do not run it each time: few rows stay in memory, those that DuckDB is to run
 * go to Parquet files, in the frame's order where it is sorted.
 */
export function cached<R extends Row>(frame: Frame<R>, options?: CachedOptions): Promise<Cached<R>>;
/** As of one frame, of several by name, which are run together: `const { frames } = await cached({ pin, geo, user })`. */
export function cached<F extends Readonly<Record<keyof F, Framed>>>(
  frames: F,
  options?: Omit<CachedOptions, "name">,
): Promise<CachedFrames<F>>;
export async function cached(given: object, options: CachedOptions = {}): Promise<unknown> {
  if (!(given instanceof Frame)) return keepAll(given as Readonly<Record<string, Framed>>, options);
  const { name = "cached" } = options;
  const { frames, ...kept } = await keepAll({ [name]: given }, options);
  return { frame: frames[name], ...kept };
}

type Framed = Pick<AnyFrame, "plan" | "sources">;

const keepAll = async (
  given: Readonly<Record<string, Framed>>,
  options: CachedOptions,
): Promise<CachedFrames<Readonly<Record<string, Framed>>>> => {
  const readOnce = memoized();
  const found = Object.entries(given).map(([name, { plan, sources }]) => [name, plan, readOnce(sources)] as const);
  const files: string[] = [];
  const release = async (): Promise<void> => void (await Promise.all(files.splice(0).map(remove)));
  try {
    const onDisk = new Map<string, Frame>();
    for (const [name, plan, sources] of found) {
      const rows = await parquetRows(plan, sources, options);
      if (rows) onDisk.set(name, await written(rows, name, await temporaryFolder(files, options)));
    }
    const rest = found.filter(([name]) => !onDisk.has(name));
    const tables = await collectAll(
      rest.map(([, plan, sources]) => ({ plan, sources })),
      options,
    );
    const inMemory = new Map(rest.map(([name], at) => [name, fromColumns(tables[at] as ColumnTable, { name })]));
    const frames = found.map(([name]) => [name, (onDisk.get(name) ?? inMemory.get(name)) as Frame] as const);
    return { frames: Object.fromEntries(frames), release, [Symbol.asyncDispose]: release };
  } catch (error) {
    await release();
    throw error;
  }
};

const temporaryFolder = async (files: string[], { folder = tmpdir() }: CachedOptions): Promise<string> => {
  const made = await mkdtemp(join(folder, "pinbook-cached-"));
  folders.add(made);
  files.push(made);
  return made;
};

/** A frame of rows in Parquet files of a folder, which goes with the last that needs them. */
const written = async (rows: ParquetRows, name: string, folder: string): Promise<Frame> => {
  const files = await rows.writeParquet(join(folder, "rows"), fileBytes);
  const paths = files.map((file) => file.path);
  const { plan, sources } = scanParquet(paths, rows.schema, { name, strict: true });
  for (const source of Object.values(sources)) unneeded.register(source as object, folder);
  return new Frame(plan, sources);
};

/** Sources that come as a whole are asked for once, however many frames read them and whatever runs those. */
const memoized = () => {
  const known = new Map<Source, Source>();
  const once = (source: Source): Source => {
    if (typeof source !== "function") return source;
    let table: Promise<ColumnTable> | undefined;
    const made = known.get(source) ?? (() => (table ??= source()));
    known.set(source, made);
    return made;
  };
  return (sources: Sources): Sources =>
    Object.fromEntries(Object.entries(sources).map(([name, source]) => [name, once(source)]));
};

const fileBytes = 1 << 28;
const folders = new Set<string>();

const remove = async (folder: string): Promise<void> => {
  folders.delete(folder);
  await rm(folder, { recursive: true, force: true });
};

const unneeded = new FinalizationRegistry<string>((folder) => void remove(folder).catch(() => {}));

process.on("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
