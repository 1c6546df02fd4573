import { publishBundle } from "./display.ts";
import type { MagicContext } from "./magics/index.ts";
import type { Scope } from "./scope.ts";
import type { SessionSettings } from "./types.ts";

/** What magics reach of a session; `signal` is that of the running cell. */
export const magicContext = (
  folder: string,
  settings: SessionSettings,
  scope: Scope,
  signal: () => AbortSignal,
  again: Pick<MagicContext, "staleness" | "runAgain">,
): MagicContext => ({
  ...again,
  folder,
  settings,
  signal,
  print: (text) => void process.stdout.write(text),
  printError: (text) => void process.stderr.write(text),
  show: (type, text) => publishBundle({ data: { [type]: text }, metadata: {} }),
  names: scope.values,
  reset: scope.reset,
});
