import { readConfig } from "../config.ts";
import { usageError } from "../errors.ts";
import { type Rejected, readNdjson } from "../frame/index.ts";
import {
  cleanGeo,
  cleanPin,
  cleanUser,
  type PinTables,
  question,
  questions,
  rawGeoSchema,
  rawPinSchema,
  rawUserSchema,
} from "../pins/index.ts";
import { readTables } from "../pipeline.ts";
import type { Arguments, Command, Terminal } from "./command.ts";
import { jsonText } from "./json-text.ts";
import { textTable } from "./text-table.ts";

const list = questions.map(
  ({ number, title, tables }) => `  ${String(number).padStart(2)}  ${title} (${tables.join(", ")})`,
);

export const query: Command = {
  usage: "query N [options]",
  help: `Answers a question over raw files of JSON lines (--pin, --geo, --user: all three), or else over the Delta tables.\nThe questions, and in brackets the tables that --table chooses from, the first by default:\n${list.join("\n")}`,
  options: {
    pin: {
      type: "string",
      value: "FILE",
      help: "raw posts: a file of JSON lines, a folder, a glob in quotes, or s3://bucket/…",
    },
    geo: { type: "string", value: "FILE", help: "raw places" },
    user: { type: "string", value: "FILE", help: "raw users" },
    per: { type: "string", value: "user|post", help: "what questions 8 to 11 count (user)" },
    median: {
      type: "string",
      value: "exact|lower",
      help: "the exact median, or the lower one as percentile_approx gives it (exact)",
    },
    engine: { type: "string", value: "arquero|duckdb", help: "what runs the plan (by the number of rows)" },
    table: { type: "string", value: "NAME", help: "which of the answer's tables (the first)" },
    json: { type: "boolean", help: 'print {"columns": […], "rows": [[…]]}' },
  },
  run: async (args, terminal) => {
    const number = Number(args.words[0]);
    if (!questions.some((one) => one.number === number)) {
      throw usageError(`pinbook query ${args.words[0] ?? ""}: there are the questions 4 to 11, as in: pinbook query 4`);
    }
    const engine =
      args.text("engine") === undefined ? undefined : choice(args, "engine", ["arquero", "duckdb"] as const);
    const per = choice(args, "per", ["user", "post"] as const);
    const median = choice(args, "median", ["exact", "lower"] as const);
    const answers = question(number, await readInput(args, terminal), { per, median });
    const wanted = args.text("table") ?? answers[0].name;
    const answer = answers.find(({ name }) => name === wanted);
    if (!answer)
      throw usageError(
        `pinbook query ${number}: --table is ${wanted}: use ${answers.map(({ name }) => name).join(" or ")}`,
      );
    const columns = answer.frame.schema.map((field) => field.name);
    const rows = (await answer.frame.toRows({ engine, onNotice: terminal.warn })).map((row) =>
      columns.map((column) => row[column]),
    );
    terminal.print(args.flag("json") ? jsonText({ columns, rows }) : textTable(columns, rows));
    return 0;
  },
};

const choice = <T extends string>(args: Arguments, name: string, allowed: readonly [T, ...T[]]): T => {
  const value = args.text(name) ?? allowed[0];
  const found = allowed.find((one) => one === value);
  if (found === undefined)
    throw usageError(`pinbook query: --${name} is ${JSON.stringify(value)}: use ${allowed.join(" or ")}`);
  return found;
};

const readInput = async (args: Arguments, terminal: Terminal): Promise<PinTables> => {
  const [pinFiles, geoFiles, userFiles] = [args.text("pin"), args.text("geo"), args.text("user")];
  if (pinFiles === undefined && geoFiles === undefined && userFiles === undefined) {
    return readTables(readConfig());
  }
  if (pinFiles === undefined || geoFiles === undefined || userFiles === undefined) {
    throw usageError("pinbook query: --pin, --geo and --user go together, as the questions join the three");
  }
  const { s3 } = readConfig();
  const [pin, geo, user] = await Promise.all([
    readNdjson(pinFiles, rawPinSchema, { s3 }),
    readNdjson(geoFiles, rawGeoSchema, { s3 }),
    readNdjson(userFiles, rawUserSchema, { s3 }),
  ]);
  warnOfRejected([...pin.rejected, ...geo.rejected, ...user.rejected], terminal);
  return { pin: cleanPin(pin.frame), geo: cleanGeo(geo.frame), user: cleanUser(user.frame) };
};

const warnOfRejected = (rejected: readonly Rejected[], terminal: Terminal): void => {
  for (const { file, line, reason } of rejected.slice(0, 5)) terminal.warn(`${file}, line ${line}: ${reason}`);
  if (rejected.length > 0) terminal.warn(`${rejected.length} rows were left out because they could not be read`);
};
