import { basename, dirname } from "node:path";
import { readConfig } from "../config.ts";
import { listTables, readRows, readSnapshot, type TableRef, tableHistory } from "../delta/index.ts";
import { usageError } from "../errors.ts";
import { tableToRows } from "../frame/index.ts";
import { typeName } from "../schema.ts";
import { openStore } from "../storage/index.ts";
import type { Arguments, Command, Terminal } from "./command.ts";
import { jsonText } from "./json-text.ts";
import { textTable } from "./text-table.ts";

export const tables: Command = {
  usage: "tables list|show|describe|history [TABLE] [options]",
  help: "Lists the Delta tables, shows a table's rows, columns or history. TABLE is a name in the configured folder, or the\nURL of any Delta table (file:…, s3://…). `show --json` prints one JSON object a row.",
  options: {
    version: { type: "string", value: "N", help: "the rows as of this version (the newest)" },
    limit: { type: "string", value: "N", help: "at most so many rows (all)" },
    json: { type: "boolean", help: "print JSON, one object a line" },
  },
  run: async (args, terminal) => {
    const [action = "list", name] = args.words;
    if (action === "list") return list(args, terminal);
    const show = { show: showRows, describe: showColumns, history: showHistory }[action];
    if (!show) throw usageError(`pinbook tables ${action}: use list, show, describe or history`);
    if (name === undefined) throw usageError(`pinbook tables ${action} needs a table: its name, or its URL`);
    await show(refOf(name), args, terminal);
    return 0;
  },
};

const refOf = (name: string): TableRef => {
  const { tables: folder, s3 } = readConfig();
  if (!/^[a-z0-9]+:|[/\\]/.test(name)) return { store: openStore(folder, { s3 }), path: name };
  const url = name.replace(/\/+$/, "");
  return { store: openStore(dirname(url), { s3 }), path: basename(url) };
};

const list = async (args: Arguments, terminal: Terminal) => {
  const { tables: folder, s3 } = readConfig();
  const store = openStore(folder, { s3 });
  const rows = await Promise.all(
    (await listTables(store)).map(async (ref) => ({
      table: ref.path,
      version: (await readSnapshot(ref)).version,
      url: `${folder}/${ref.path}`,
    })),
  );
  if (rows.length === 0 && !args.flag("json")) terminal.print(`no tables in ${folder}`);
  else printRows(["table", "version", "url"], rows, args, terminal);
  return 0 as const;
};

const showRows = async (ref: TableRef, args: Arguments, terminal: Terminal) => {
  const version = args.number("version", undefined);
  const limit = args.number("limit", undefined);
  const rows = await readRows(ref, {
    ...(version === undefined ? {} : { version }),
    ...(limit === undefined ? {} : { limit }),
  });
  const columns = rows.schema.map((field) => field.name);
  printRows(columns, tableToRows(rows), args, terminal);
};

const showColumns = async (ref: TableRef, args: Arguments, terminal: Terminal) => {
  const { schema } = await readSnapshot(ref);
  const rows = schema.map(({ name, type, nullable }) => ({ column: name, type: typeName(type), nullable }));
  printRows(["column", "type", "nullable"], rows, args, terminal);
};

const showHistory = async (ref: TableRef, args: Arguments, terminal: Terminal) => {
  const entries = await tableHistory(ref);
  const rows = entries.map((entry) => ({ ...entry }) as Record<string, unknown>);
  printRows(["version", "timestamp", "operation", "operationMetrics"], rows, args, terminal);
};

const printRows = (
  columns: readonly string[],
  rows: readonly Readonly<Record<string, unknown>>[],
  args: Arguments,
  terminal: Terminal,
): void => {
  if (args.flag("json")) for (const row of rows) terminal.print(jsonText(row));
  else
    terminal.print(
      textTable(
        columns,
        rows.map((row) => columns.map((column) => row[column])),
      ),
    );
};
