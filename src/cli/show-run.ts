import type { RunEvent } from "../run/index.ts";
import type { Terminal } from "./command.ts";

/** Shows what happens during runs: to be given each event. */
export type ShowEvent = (event: RunEvent) => void;

const marks: Readonly<Record<string, string>> = { ok: "✓", cached: "=", skipped: "-", "never-ran": "·" };

/** `1.2 s`. */
export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** One line for each cell that ended: the mark of its status, notebook, place, title, time, and what went wrong. */
export const cellLines = (print: (line: string) => void): ShowEvent => {
  const counts = new Map<string, number>();
  return (event) => {
    if (event.type === "run-started") counts.set(event.name, event.cells);
    if (event.type !== "cell-finished") return;
    const problem = event.error === undefined ? "" : `  ${event.status}: ${event.error}`;
    print(
      `${marks[event.status] ?? "✗"} ${event.name} cell ${event.index + 1}  ${event.title}  ${seconds(event.durationMs)}${problem}`,
    );
  };
};

/**
 * What cells put out as it comes, under a heading for each cell: for a terminal, one notebook at a time. Displays show as
 * their plain text.
 */
export const liveOutput = (write: (text: string) => void): ShowEvent => {
  // Whether the last piece of output ended its line.
  let atStart = true;
  const put = (text: string): void => {
    if (text === "") return;
    write(text);
    atStart = text.endsWith("\n");
  };
  const line = (text: string): void => put(`${atStart ? "" : "\n"}${text}\n`);
  return (event) => {
    if (event.type === "cell-started") line(`── ${event.name} [${event.executionCount}] ${event.title}`);
    if (event.type === "output") showOutput(event.output, put, line);
    if (event.type === "cell-finished" && (event.status !== "ok" || event.durationMs >= 1000)) {
      const problem = event.error === undefined ? "" : `  ${event.error}`;
      line(`${marks[event.status] ?? "✗"} ${event.status}  ${seconds(event.durationMs)}${problem}`);
    }
    if (event.type === "run-finished" && !atStart) put("\n");
  };
};

type Output = Extract<RunEvent, { type: "output" }>["output"];

const showOutput = (output: Output, put: (text: string) => void, line: (text: string) => void): void => {
  if (output.output_type === "stream") put(output.text);
  else if (output.output_type === "error") line(output.traceback.join("\n") || `${output.ename}: ${output.evalue}`);
  else if (output.output_type !== "clear_output") {
    const plain = output.data["text/plain"];
    line(typeof plain === "string" ? plain : `[${Object.keys(output.data).join(", ")}]`);
  }
};

/** What shows a run on this terminal: live where it is one and one notebook runs at a time, else a line a cell. */
export const showRun = (terminal: Terminal, jobs: number): ShowEvent =>
  terminal.isTerminal && jobs === 1 ? liveOutput(terminal.write) : cellLines(terminal.warn);
