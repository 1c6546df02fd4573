/** What a command ends with: 0 done, 1 a cell or job failed, 2 wrong use, 3 the session died, 4 timed out, 130 cancelled. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 130;

/**
 * An error whose message is for the person who uses pinbook: what is wrong, with the value received, where, and the remedy.
 * The command line prints the message alone, without a stack, and ends with `exitCode`.
 */
export class PinbookError extends Error {
  override readonly name = "PinbookError";
  declare readonly exitCode: ExitCode;

  constructor(message: string, options: { readonly exitCode?: ExitCode; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    // Not enumerable: a cell's trace would show it.
    Object.defineProperty(this, "exitCode", { value: options.exitCode ?? 1 });
  }
}

/** A PinbookError for wrong use or wrong settings: exit code 2. */
export const usageError = (message: string, cause?: unknown): PinbookError =>
  new PinbookError(message, { exitCode: 2, cause });

/** The message of whatever was thrown. */
export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
