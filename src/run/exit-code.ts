import type { ExitCode } from "../errors.ts";
import type { RunResult, RunStatus } from "./types.ts";

const codes: Readonly<Record<RunStatus, ExitCode>> = {
  ok: 0,
  failed: 1,
  died: 3,
  "timed-out": 4,
  cancelled: 130,
  "never-ran": 1,
};

/** What a command ends with after these runs: the code of the gravest, cancelled before died, timed out and failed. */
export const exitCodeOf = (...results: readonly Pick<RunResult, "status" | "allowErrors">[]): ExitCode => {
  const found = new Set(results.map(codeOf));
  return ([130, 3, 4, 1] as const).find((code) => found.has(code)) ?? 0;
};

const codeOf = ({ status, allowErrors }: Pick<RunResult, "status" | "allowErrors">): ExitCode =>
  allowErrors && (status === "failed" || status === "timed-out") ? 0 : codes[status];
