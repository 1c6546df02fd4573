import { readConfig } from "../config.ts";
import { usageError } from "../errors.ts";
import { toRowsAll } from "../frame/index.ts";
import {
  cleanGeo,
  cleanPin,
  cleanUser,
  type PinTables,
  question,
  questions,
  type RawTables,
  unknownValues,
} from "../pins/index.ts";
import { readTables } from "../pipeline.ts";
import { choice } from "./choice.ts";
import type { Arguments, Command, Terminal } from "./command.ts";
import { jsonText } from "./json-text.ts";
import { collectOptions, rawFileOptions, readRawFiles } from "./raw-files.ts";
import { textTable } from "./text-table.ts";

const list = questions.map(
  ({ number, title, tables }) => `  ${String(number).padStart(2)}  ${title} (${tables.join(", ")})`,
);

interface Input {
  readonly tables: PinTables;
  /** Where they were cleaned here. */
  readonly raw?: RawTables;
  readonly warnOfRejected?: () => void;
}

type RowsOf<F extends { toRows(): Promise<unknown> }> = Awaited<ReturnType<F["toRows"]>>;

const optionNames = { per: "per", median: "median", followersOf: "followers-of" } as const;

export const query: Command = {
  usage: "query N [options]",
  help: `Answers a question over raw files of JSON lines (--pin, --geo, --user: all three), or else over the Delta tables.\nThe questions, and in brackets the tables that --table chooses from, the first by default:\n${list.join("\n")}`,
  options: {
    ...rawFileOptions,
    per: { type: "string", value: "user|post", help: "what questions 8 to 11 count (user)" },
    median: {
      type: "string",
      value: "exact|lower",
      help: "the exact median, or the lower one as percentile_approx gives it (exact)",
    },
    "followers-of": { type: "string", value: "poster|user", help: "whose followers question 6 compares (poster)" },
    engine: { type: "string", value: "arquero|duckdb", help: "what runs the plan (by the number of rows)" },
    table: { type: "string", value: "NAME", help: "which of the answer's tables (the first)" },
    json: { type: "boolean", help: 'print {"columns": […], "rows": [[…]]}' },
  },
  run: async (args, terminal) => {
    const number = Number(args.words[0]);
    if (!questions.some((one) => one.number === number)) {
      throw usageError(`pinbook query ${args.words[0] ?? ""}: there are the questions 4 to 11, as in: pinbook query 4`);
    }
    const engine = choice("query", args, "engine", ["arquero", "duckdb"]);
    const per = choice("query", args, "per", ["user", "post"]) ?? "user";
    const median = choice("query", args, "median", ["exact", "lower"]) ?? "exact";
    const followersOf = choice("query", args, "followers-of", ["poster", "user"]) ?? "poster";
    warnOfOptions(number, args, terminal);
    const { tables, raw, warnOfRejected } = await readInput(args, terminal);
    const answers = question(number, tables, { per, median, followersOf });
    const wanted = args.text("table") ?? answers[0].name;
    const answer = answers.find(({ name }) => name === wanted);
    if (!answer)
      throw usageError(
        `pinbook query ${number}: --table is ${wanted}: use ${answers.map(({ name }) => name).join(" or ")}`,
      );
    const columns = answer.frame.schema.map((field) => field.name);
    const quality = raw ? [unknownValues(raw)] : [];
    const options = collectOptions(engine, terminal);
    const [objects, unknown = []] = await toRowsAll([answer.frame, ...quality] as const, options);
    const rows = objects.map((row) => columns.map((column) => row[column]));
    warnOfRejected?.();
    warnOfUnread(unknown, terminal);
    terminal.print(args.flag("json") ? jsonText({ columns, rows }) : textTable(columns, rows));
    return 0;
  },
};

const readInput = async (args: Arguments, terminal: Terminal): Promise<Input> => {
  const named = Object.keys(rawFileOptions).filter((name) => args.text(name) !== undefined);
  if (named.length === 0) return { tables: await readTables(readConfig()) };
  if (named.length < 3)
    throw usageError("pinbook query: --pin, --geo and --user go together, as the questions join the three");
  const { raw, warnOfRejected } = await readRawFiles(args, terminal);
  const all = raw as RawTables;
  const tables = { pin: cleanPin(all.pin), geo: cleanGeo(all.geo), user: cleanUser(all.user) };
  return { tables, raw: all, warnOfRejected };
};

/** Says which values the cleans could not read and made null. */
const warnOfUnread = (values: RowsOf<ReturnType<typeof unknownValues>>, terminal: Terminal): void => {
  const unread = values.filter(({ becomes }) => becomes === "null");
  for (const { table, column, value, rows } of unread.slice(0, 5))
    terminal.warn(`${table}: ${column} ${JSON.stringify(value)} became null in ${rows} ${rows === 1 ? "row" : "rows"}`);
  if (unread.length > 0) terminal.warn("`pinbook clean` with the same files lists all that the rules do not know");
};

const warnOfOptions = (number: number, args: Arguments, terminal: Terminal): void => {
  const mine = questions.find((one) => one.number === number)?.options ?? [];
  for (const [option, name] of Object.entries(optionNames)) {
    if (args.text(name) === undefined || mine.some((one) => one === option)) continue;
    const others = questions.filter(({ options }) => options.some((one) => one === option));
    const list = others.map((one) => one.number).join(", ");
    terminal.warn(`--${name} changes nothing in question ${number}: it is for ${list}`);
  }
};
