import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { messageOf, usageError } from "../errors.ts";
import { type ParameterValue, parseValues } from "../run/index.ts";
import type { Arguments, Command } from "./command.ts";
import { findNotebooks, runNotebooks, seconds } from "./notebooks.ts";
import { textTable } from "./text-table.ts";

export const run: Command = {
  usage: "run [FILES…] [options]",
  help: "Runs notebooks headless, each in a process of its own, one after another, and saves their outputs after every cell.\nWithout names: those of the notebooks folder. Each cell ends as ok, failed, timed-out, died, cancelled, skipped or never-ran.",
  options: {
    parameter: {
      type: "string",
      short: "p",
      multiple: true,
      value: "NAME=VALUE",
      help: "sets a parameter; the value is read by the type that the notebook declares",
    },
    params: { type: "string", value: "FILE", help: "sets the parameters of a YAML or JSON file" },
    timeout: { type: "string", value: "SECONDS", help: "ends a cell that takes longer" },
    "allow-errors": { type: "boolean", help: "go on after a cell that fails" },
    out: { type: "string", value: "DIR", help: "save the executed notebooks there instead of in place" },
    graph: {
      type: "string",
      alone: "text",
      value: "text|mermaid",
      help: "print which cells and notebooks need which, and run nothing",
    },
    json: { type: "boolean", help: "print what happens as JSON lines" },
  },
  run: async (args, terminal) => {
    const graph = args.text("graph");
    if (graph !== undefined) return (await import("./graph.ts")).printGraph(findNotebooks(args.words), graph, terminal);
    const asJson = args.flag("json");
    const timeout = args.number("timeout", undefined, 1);
    const out = args.text("out");
    const { results, exitCode } = await runNotebooks(
      findNotebooks(args.words),
      {
        parameters: fileParameters(args.text("params")),
        parameterTexts: wordParameters(args),
        allowErrors: args.flag("allow-errors"),
        signal: terminal.signal,
        ...(timeout === undefined ? {} : { timeout }),
        ...(out === undefined ? {} : { outFolder: resolve(out) }),
      },
      terminal,
      asJson ? (event) => terminal.print(JSON.stringify(event)) : undefined,
    );
    if (!asJson) {
      const rows = results.map(({ name, status, cells, durationMs }) => [
        name,
        status,
        cells.length,
        seconds(durationMs),
      ]);
      terminal.print(textTable(["notebook", "status", "cells", "time"], rows));
    }
    return exitCode;
  },
};

const wordParameters = (args: Arguments): Readonly<Record<string, string>> =>
  Object.fromEntries(
    args.texts("parameter").map((word) => {
      const [, name, value] = /^([\p{ID_Start}$_][\p{ID_Continue}$]*)=(.*)$/su.exec(word) ?? [];
      if (name === undefined || value === undefined)
        throw usageError(`-p ${word} is no NAME=VALUE, as in -p count=100`);
      return [name, value];
    }),
  );

const fileParameters = (path: string | undefined): Readonly<Record<string, ParameterValue>> => {
  if (path === undefined) return {};
  try {
    const value = parseValues(readFileSync(path, "utf8"));
    if (typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date))
      return value as Readonly<Record<string, ParameterValue>>;
  } catch (error) {
    throw usageError(`--params ${path} cannot be read: ${messageOf(error).split("\n")[0]}`);
  }
  throw usageError(`--params ${path} holds no parameters: write one line for each, as in \`count: 100\``);
};
