import { readConfig } from "../config.ts";
import { type CollectOptions, type Frame, type Rejected, type RowOf, readNdjson, scanNdjson } from "../frame/index.ts";
import { type RawTables, rawGeoSchema, rawPinSchema, rawUserSchema } from "../pins/index.ts";
import type { Schema } from "../schema.ts";
import { objectsAt, openPlace, type S3Settings } from "../storage/index.ts";
import type { Arguments, OptionSpec, Terminal } from "./command.ts";

/** The options that name raw files. */
export const rawFileOptions = {
  pin: {
    type: "string",
    value: "FILE",
    help: "raw posts: a file of JSON lines, a folder, a glob in quotes, or s3://bucket/…",
  },
  geo: { type: "string", value: "FILE", help: "raw places" },
  user: { type: "string", value: "FILE", help: "raw users" },
} as const satisfies Readonly<Record<string, OptionSpec>>;

/** What the options name. */
export interface RawFiles {
  readonly raw: Partial<RawTables>;
  /** Lines that became no row, so far. */
  readonly rejected: () => number;
  /** Says on stderr how many there are, and names the first. */
  readonly warnOfRejected: () => void;
}

/** More than this is not held in memory but read each time that a frame is collected. */
const mostBytesInMemory = 200_000_000;
const mostShown = 5;

/** The raw tables of the files that the options name. */
export const readRawFiles = async (args: Arguments, terminal: Terminal): Promise<RawFiles> => {
  const { s3 } = readConfig();
  const seen = new Set<string>();
  const first: Rejected[] = [];
  const onReject = (one: Rejected): void => {
    // Files that are read twice reject the same lines twice.
    const place = `${one.file}:${one.line}`;
    if (seen.has(place)) return;
    seen.add(place);
    if (first.length < mostShown) first.push(one);
  };
  const read = async <const S extends Schema>(name: string, schema: S): Promise<Frame<RowOf<S>> | undefined> => {
    const files = args.text(name);
    if (files === undefined) return undefined;
    const options = { name, s3, onReject, onNotice: () => {} };
    if ((await bytesOf(files, s3)) > mostBytesInMemory) return scanNdjson(files, schema, options);
    return (await readNdjson(files, schema, options)).frame;
  };
  const [pin, geo, user] = await Promise.all([
    read("pin", rawPinSchema),
    read("geo", rawGeoSchema),
    read("user", rawUserSchema),
  ]);
  return {
    raw: { ...(pin && { pin }), ...(geo && { geo }), ...(user && { user }) },
    rejected: () => seen.size,
    warnOfRejected: () => {
      for (const { file, line, reason } of first) terminal.warn(`${file}, line ${line}: ${reason}`);
      if (seen.size > 0)
        terminal.warn(
          `${seen.size} ${seen.size === 1 ? "row was" : "rows were"} left out because they could not be read`,
        );
    },
  };
};

/** How to collect, by the options; what engine was chosen is progress. */
export const collectOptions = (engine: CollectOptions["engine"], terminal: Terminal): CollectOptions => ({
  engine,
  onNotice: terminal.progress,
});

const bytesOf = async (files: string, s3: S3Settings | undefined): Promise<number> => {
  let bytes = 0;
  for await (const objects of objectsAt(openPlace(files, s3 ? { s3 } : {})))
    for (const { size } of objects) bytes += size ?? 0;
  return bytes;
};
