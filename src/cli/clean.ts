import { join } from "node:path";
import { usageError } from "../errors.ts";
import { type CollectOptions, type Frame, TargetExists, toRowsAll, type WriteOptions } from "../frame/index.ts";
import { cleanGeo, cleanPin, cleanUser, type RawTables, ruleCounts, unknownValues } from "../pins/index.ts";
import { appendTables, type Kind, openPipeline, readRaw } from "../pipeline.ts";
import { choice } from "./choice.ts";
import type { Arguments, Command, Terminal } from "./command.ts";
import { jsonText } from "./json-text.ts";
import { collectOptions, rawFileOptions, readRawFiles } from "./raw-files.ts";
import { textTable } from "./text-table.ts";

export const clean: Command = {
  usage: "clean [options]",
  help: "Cleans raw rows, and shows how many each rule changed and the values that no rule knew. Without files: the objects of\nthe bucket go into the Delta tables, those that are there already not again. With --pin, --geo or --user: those files\nof JSON lines, whose cleaned rows go to --out; without --out nothing is written.",
  options: {
    ...rawFileOptions,
    out: { type: "string", value: "DIR", help: "a folder for the cleaned rows of the files: pin, geo and user" },
    to: { type: "string", value: "FORMAT", help: "ndjson, csv or parquet (ndjson)" },
    overwrite: { type: "boolean", help: "replace files of --out that are there" },
    engine: { type: "string", value: "arquero|duckdb", help: "what runs the plan (by the number of rows)" },
    json: { type: "boolean", help: "print the counts as JSON" },
  },
  run: async (args, terminal) => {
    const named = Object.keys(rawFileOptions).filter((name) => args.text(name) !== undefined);
    if (named.length === 0 && args.text("out") !== undefined)
      throw usageError("pinbook clean: --out is for rows of files: name them by --pin, --geo or --user");
    const options = collectOptions(choice("clean", args, "engine", ["arquero", "duckdb"]), terminal);
    const report = await (named.length > 0 ? cleanFiles(args, terminal, options) : cleanBucket(terminal, options));
    terminal.print(args.flag("json") ? jsonText(report) : reportText(report));
    return 0;
  },
};

interface Report {
  /** What became of each kind's rows. */
  readonly tables: readonly Readonly<Record<string, string | number>>[];
  readonly rejected: number;
  readonly rules: readonly object[];
  readonly unknown: readonly object[];
}

const cleanBucket = async (terminal: Terminal, options: CollectOptions): Promise<Report> => {
  const pipeline = await openPipeline({ log: terminal.warn });
  try {
    const appended = await appendTables(pipeline);
    const { rejected, ...raw } = await readRaw(pipeline);
    const { counts, ...quality } = await qualityOf(raw, options);
    const tables = appended.map(({ kind, table, objects, rows, version }) => ({
      kind,
      ...counts[kind],
      "new objects": objects,
      appended: rows,
      table,
      version,
    }));
    return { tables, rejected: rejected.length, ...quality };
  } finally {
    await pipeline.close();
  }
};

const cleanFiles = async (args: Arguments, terminal: Terminal, options: CollectOptions): Promise<Report> => {
  const format = choice("clean", args, "to", ["ndjson", "csv", "parquet"]) ?? "ndjson";
  const { raw, rejected, warnOfRejected } = await readRawFiles(args, terminal);
  const { counts, ...quality } = await qualityOf(raw, options);
  const out = args.text("out");
  const tables = [];
  for (const [kind, frame] of Object.entries(cleanedOf(raw)) as [Kind, Frame][]) {
    const file = out === undefined ? undefined : join(out, `${kind}.${format}`);
    const writing = { ...options, overwrite: args.flag("overwrite") };
    if (file !== undefined) await writers[format](frame, file, writing).catch(mendByOption);
    tables.push({ kind, ...counts[kind], ...(file === undefined ? {} : { file }) });
  }
  warnOfRejected();
  return { tables, rejected: rejected(), ...quality };
};

/** What a program does by an option of the writers is done here by one of the command's. */
const mendByOption = (error: unknown): never => {
  if (!(error instanceof TargetExists)) throw error;
  throw usageError(
    `pinbook clean: there is ${error.found} already: choose another folder for --out, or replace it with --overwrite`,
    error,
  );
};

const writers = {
  ndjson: (frame: Frame, file: string, options: WriteOptions) => frame.writeNdjson(file, options),
  csv: (frame: Frame, file: string, options: WriteOptions) => frame.writeCsv(file, options),
  parquet: (frame: Frame, file: string, options: WriteOptions) => frame.writeParquet(file, options),
};

const cleanedOf = ({ pin, geo, user }: Partial<RawTables>): Readonly<Record<string, unknown>> => ({
  ...(pin && { pin: cleanPin(pin) }),
  ...(geo && { geo: cleanGeo(geo) }),
  ...(user && { user: cleanUser(user) }),
});

const qualityOf = async (raw: Partial<RawTables>, options: CollectOptions) => {
  const kinds = Object.entries(raw as object) as [Kind, Frame][];
  const rows = kinds.map(([, frame]) => frame.count({ as: "read" }));
  const [rules, unknown, ...read] = await toRowsAll([ruleCounts(raw), unknownValues(raw), ...rows] as const, options);
  const counts = kinds.map(([kind], at) => {
    const all = read[at]?.[0]?.read ?? 0;
    const twice = rules.find(({ table, column }) => table === kind && column === "all")?.rows ?? 0;
    return [kind, { read: all, twice, cleaned: all - twice }] as const;
  });
  return { rules, unknown, counts: Object.fromEntries(counts) };
};

const reportText = ({ tables, rules, unknown }: Report): string =>
  [
    objectsText(tables),
    objectsText(rules),
    unknown.length === 0 ? "The rules know every value." : `Values that no rule knows:\n\n${objectsText(unknown)}`,
  ].join("\n\n");

const objectsText = (objects: readonly object[]): string =>
  textTable(
    Object.keys(objects[0] ?? {}),
    objects.map((object) => Object.values(object)),
  );
