import { type Command, helpOf, parseArguments, type Terminal } from "./cli/command.ts";
import { takeSignals } from "./cli/signals.ts";
import { keepCompiled } from "./compiled.ts";
import { type ExitCode, PinbookError, usageError } from "./errors.ts";

interface Entry {
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

// Each command's module is loaded only when it is called: most need few of the packages.
const commands: Readonly<Record<string, Entry>> = {
  start: {
    summary: "run every milestone notebook on the embedded stack and write the report",
    load: async () => (await import("./cli/start.ts")).start,
  },
  run: {
    summary: "run notebooks headless and save their outputs",
    load: async () => (await import("./cli/run.ts")).run,
  },
  rerun: {
    summary: "run what is stale in notebooks, and nothing else",
    load: async () => (await import("./cli/rerun.ts")).rerun,
  },
  resume: {
    summary: "go on with a run that was cut short",
    load: async () => (await import("./cli/rerun.ts")).resume,
  },
  watch: {
    summary: "rerun what an edit of a notebook or a local module made stale",
    load: async () => (await import("./cli/watch.ts")).watch,
  },
  check: {
    summary: "run notebooks and compare with their saved outputs, for CI",
    load: async () => (await import("./cli/check.ts")).check,
  },
  diff: {
    summary: "show what changed between two runs, or two notebooks",
    load: async () => (await import("./cli/diff.ts")).diff,
  },
  report: {
    summary: "write notebooks as a report that opens from disk",
    load: async () => (await import("./cli/report.ts")).report,
  },
  convert: {
    summary: "turn notebooks into scripts and back",
    load: async () => (await import("./cli/convert.ts")).convert,
  },
  kernel: {
    summary: "install, list or uninstall the Jupyter kernel",
    load: async () => (await import("./cli/kernel.ts")).kernel,
  },
  up: { summary: "start the embedded stack", load: async () => (await import("./cli/stack.ts")).up },
  down: { summary: "end the embedded stack", load: async () => (await import("./cli/stack.ts")).down },
  status: {
    summary: "show where the stack's servers answer",
    load: async () => (await import("./cli/stack.ts")).status,
  },
  topics: {
    summary: "create, list, describe or delete topics",
    load: async () => (await import("./cli/topics.ts")).topics,
  },
  post: { summary: "draw rows and post them", load: async () => (await import("./cli/post.ts")).post },
  sink: { summary: "write the topics' records as objects", load: async () => (await import("./cli/sink.ts")).sink },
  stream: {
    summary: "append the streams' records to the Delta tables",
    load: async () => (await import("./cli/stream.ts")).stream,
  },
  clean: {
    summary: "clean raw rows, and show what the rules changed and what they do not know",
    load: async () => (await import("./cli/clean.ts")).clean,
  },
  query: { summary: "answer one of the questions 4 to 11", load: async () => (await import("./cli/query.ts")).query },
  tables: {
    summary: "list the Delta tables, show their rows or history",
    load: async () => (await import("./cli/tables.ts")).tables,
  },
  data: {
    summary: "generate the bundled tables, or load them into MySQL",
    load: async () => (await import("./cli/data.ts")).data,
  },
};

/** Runs this process's command line and sets its exit code: see ExitCode. */
export const main = async (words: readonly string[]): Promise<void> => {
  keepCompiled();
  endQuietlyOnClosedPipe();
  const terminal: Terminal = {
    print: (text) => process.stdout.write(`${text}\n`),
    progress: (text) => process.stderr.isTTY && process.stderr.write(`${text}\n`),
    warn: (text) => process.stderr.write(`${text}\n`),
    write: (text) => process.stderr.write(text),
    isTerminal: process.stderr.isTTY === true,
    ...takeSignals(),
  };
  process.exitCode = await runCommand(words, terminal);
};

/** Runs one command line on a terminal and gives its exit code; what goes wrong is a line there. */
export const runCommand = async (words: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  try {
    return await dispatch(words, terminal);
  } catch (error) {
    return complain(error, terminal);
  }
};

const dispatch = async ([name, ...rest]: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  if (name === undefined || name === "--help" || name === "-h") return overview(terminal);
  if (name === "--version") return version(terminal);
  if (name === "help") return rest.length === 0 ? overview(terminal) : dispatch([...rest, "--help"], terminal);
  const entry = commands[name];
  if (!entry)
    throw usageError(`there is no command ${JSON.stringify(name)}: use one of ${Object.keys(commands).join(", ")}`);
  const command = await entry.load();
  if (rest.includes("--help") || rest.includes("-h")) {
    terminal.print(helpOf(command));
    return 0;
  }
  return command.run(parseArguments(name, command, rest), terminal);
};

const overview = async (terminal: Terminal): Promise<ExitCode> => {
  const { settings } = await import("./config.ts");
  const list = (rows: readonly (readonly [string, string])[]): string[] => {
    const width = Math.max(...rows.map(([left]) => left.length));
    return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
  };
  const lines = [
    "Usage: pinbook COMMAND [options]      pinbook COMMAND --help",
    "",
    ...list(Object.entries(commands).map(([name, { summary }]) => [name, summary] as const)),
    "",
    "Settings, as variables of the environment (and what holds without them):",
    ...list(settings.map(({ name, means }) => [name, means] as const)),
    "",
    "Exit codes: 0 done; 1 a cell or job failed; 2 wrong use; 3 the session died; 4 timed out; 130 cancelled.",
  ];
  terminal.print(lines.join("\n"));
  return 0;
};

const version = async (terminal: Terminal): Promise<ExitCode> => {
  const { readFileSync } = await import("node:fs");
  const { join } = await import("node:path");
  const { packageRoot } = await import("./root.ts");
  terminal.print((JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")) as { version: string }).version);
  return 0;
};

const complain = async (error: unknown, terminal: Terminal): Promise<ExitCode> => {
  if (error instanceof PinbookError) {
    terminal.warn(`pinbook: ${error.message}`);
    return error.exitCode;
  }
  const { readableStack } = await import("./readable-stack.ts");
  const text = error instanceof Error ? readableStack(error.stack ?? error.message) : String(error);
  terminal.warn(`pinbook: unexpected ${text}`);
  return 1;
};

// `pinbook tables show … | head` closes the pipe early: that is no error.
const endQuietlyOnClosedPipe = (): void => {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
};
