/** What the signals of this process mean to its command. */
export interface Signals {
  /** Aborted by Ctrl+C: the command ends in good order. */
  readonly signal: AbortSignal;
  /**
   * Aborted by a second Ctrl+C, and by SIGTERM or SIGHUP together with the first: the command ends at once. Who asks for
   * it sees to that; otherwise the process ends.
   */
  readonly killSignal: () => AbortSignal;
}

/** Takes the process's signals. A third Ctrl+C ends it whatever its command does. */
export const takeSignals = (): Signals => {
  const interrupt = new AbortController();
  const kill = new AbortController();
  let seen = false;
  process.on("SIGINT", () => {
    if (!interrupt.signal.aborted) return interrupt.abort();
    if (!seen || kill.signal.aborted) process.exit(130);
    kill.abort();
  });
  const end = (code: number) => (): void => {
    if (!seen || kill.signal.aborted) process.exit(code);
    interrupt.abort();
    kill.abort();
  };
  process.on("SIGTERM", end(143));
  process.on("SIGHUP", end(129));
  return {
    signal: interrupt.signal,
    killSignal: () => {
      seen = true;
      return kill.signal;
    },
  };
};
