import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inspect, types } from "node:util";
import { readableStack } from "../readable-stack.ts";
import { packageRoot } from "../root.ts";
import { dataOf } from "./size.ts";
import { textOf } from "./text.ts";

/** An error as front ends show it. */
export interface Trace {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** Where an error arose, lines and columns from 1. */
export interface Place {
  readonly name: string;
  readonly source: string | undefined;
  readonly line: number;
  readonly column: number;
}

interface CellSource {
  readonly name: string;
  readonly source: string;
  /** By how many columns the code that ran stood further right, by line. */
  readonly shifts?: ReadonlyMap<number, number>;
}

interface Frame {
  readonly text: string;
  readonly place: Place | undefined;
  readonly isUser: boolean;
}

/** The cells that ran, by the URL they were evaluated under. */
export interface CellSources {
  add(url: string, cell: CellSource): void;
  /** The trace of whatever was thrown; `place` is where it arose, if its stack does not tell. */
  trace(thrown: unknown, place?: Place): Trace;
  /** Gives Error.prepareStackTrace back. */
  close(): void;
}

/** Keeps the cells' sources and makes every stack in this process name cells as `Cell [3], line 4`. */
export const createCellSources = (): CellSources => {
  const cells = new Map<string, CellSource>();
  const frames = new WeakMap<object, readonly Frame[]>();
  const previous = Error.prepareStackTrace;
  Error.prepareStackTrace = (error, callSites) => {
    const own = ownFrames(callSites).map((site) => frameOf(site, cells));
    frames.set(error, own);
    return [headOf(error), ...own.map((frame) => `    at ${frame.text}`)].join("\n");
  };
  return {
    add: (url, cell) => {
      cells.set(url, cell);
    },
    trace: (thrown, place) => {
      const { ename, evalue } = nameOf(thrown);
      return { ename, evalue, traceback: describe(thrown, (error) => frames.get(error), place, 0) };
    },
    close: () => {
      Error.prepareStackTrace = previous;
    },
  };
};

const headOf = (error: unknown): string => {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return "Error";
  }
};

const nameOf = (thrown: unknown): { ename: string; evalue: string } => {
  if (!isError(thrown)) return { ename: "Thrown", evalue: textOf(thrown) };
  try {
    return { ename: String(thrown.name || "Error"), evalue: String(thrown.message) };
  } catch {
    return { ename: "Error", evalue: "its name or message cannot be read" };
  }
};

/** Also one of another realm, as node:vm makes them. */
const isError = (thrown: unknown): thrown is Error => types.isNativeError(thrown) || thrown instanceof Error;

/** The frames above the session's own, which called the cell. */
const ownFrames = (sites: readonly NodeJS.CallSite[]): readonly NodeJS.CallSite[] => {
  const end = sites.findIndex((site) => isEvaluator(site.getScriptNameOrSourceURL() ?? ""));
  const own = end < 0 ? sites : sites.slice(0, end);
  const last = own.findLastIndex((site) => site.getScriptNameOrSourceURL() !== "node:inspector");
  return end < 0 ? own : own.slice(0, last + 1);
};

/** src/build-bundle.js keeps this file apart. */
const isEvaluator = (script: string): boolean => /\/session\/evaluate(-[\w-]+)?\.(cjs|ts)$/.test(script);

const frameOf = (site: NodeJS.CallSite, cells: ReadonlyMap<string, CellSource>): Frame => {
  const url = site.getScriptNameOrSourceURL() ?? "";
  const line = site.getLineNumber() ?? 0;
  const cell = cells.get(url);
  const ran = site.getColumnNumber() ?? 0;
  const column = Math.max(1, ran - (cell?.shifts?.get(line) ?? 0));
  const file = cell ? undefined : fileOf(url);
  const name = cell?.name ?? file;
  const text = cell ? String(site) : readableStack(String(site));
  const named = name ? text.replace(`${url}:${line}:${ran}`, `${name}, line ${line}, column ${column}`) : text;
  const isUser = cell !== undefined || (file !== undefined && isUserFile(file));
  return { text: named, isUser, place: name ? { name, source: cell?.source, line, column } : undefined };
};

const fileOf = (url: string): string | undefined => {
  if (url.startsWith("/")) return url;
  return url.startsWith("file:") ? fileURLToPath(url.replace(/\?.*$/, "")) : undefined;
};

const isUserFile = (file: string): boolean =>
  !file.includes("node_modules") && !file.startsWith(`${packageRoot}/dist/`) && !file.startsWith(`${packageRoot}/src/`);

type FramesOf = (error: object) => readonly Frame[] | undefined;

const describe = (thrown: unknown, framesOf: FramesOf, place: Place | undefined, depth: number): string[] => {
  const { ename, evalue } = nameOf(thrown);
  const head = evalue ? `${ename}: ${evalue}` : ename;
  if (!isError(thrown)) return [head, ...excerpt(place)];
  // Reading the stack is what makes V8 collect the frames.
  void thrown.stack;
  const shown = (framesOf(thrown) ?? []).filter((frame) => frame.isUser);
  const lines = [
    head,
    ...details(thrown),
    ...excerpt(shown[0]?.place ?? place),
    ...shown.slice(0, 20).map((frame) => `    at ${frame.text}`),
  ];
  if (depth > 5) return lines;
  if (thrown instanceof AggregateError)
    for (const [i, error] of thrown.errors.slice(0, 10).entries())
      lines.push(
        ...prefixed(`Error ${i + 1} of ${thrown.errors.length}: `, describe(error, framesOf, undefined, depth + 1)),
      );
  if (thrown.cause !== undefined && thrown.cause !== thrown)
    lines.push(...prefixed("Caused by: ", describe(thrown.cause, framesOf, undefined, depth + 1)));
  return lines;
};

/** What an error carries beside its message, such as `code` and `path`. */
const details = (error: Error): string[] => {
  const told = new Set(["name", "message", "stack", "cause", "errors"]);
  const keys = Object.keys(error).filter((key) => !told.has(key));
  if (keys.length === 0 || types.isProxy(error)) return [];
  const values = Object.fromEntries(keys.slice(0, 20).map((key) => [key, dataOf(error, key)]));
  return [`  ${inspect(values, { depth: 1, maxArrayLength: 5, maxStringLength: 200, breakLength: Infinity })}`];
};

const prefixed = (prefix: string, lines: readonly string[]): string[] => [prefix + (lines[0] ?? ""), ...lines.slice(1)];

/** The place and its source line with a mark under the column. */
const excerpt = (place: Place | undefined): string[] => {
  if (!place) return [];
  const source = (place.source ?? textOfFile(place.name))?.split("\n")[place.line - 1];
  const where = `${place.name}, line ${place.line}`;
  if (source === undefined) return [where];
  const number = String(place.line);
  const start = Math.max(0, place.column - 100);
  const mark = " ".repeat(Math.max(0, place.column - 1 - start));
  return [where, `  ${number} | ${source.slice(start, start + 200)}`, `  ${" ".repeat(number.length)} | ${mark}^`];
};

const textOfFile = (path: string): string | undefined => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
};
