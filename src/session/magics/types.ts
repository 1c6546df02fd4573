import type { StaleCell, Staleness } from "../stale/index.ts";
import type { SessionSettings } from "../types.ts";

/** What a magic may do in the session. */
export interface MagicContext {
  readonly settings: SessionSettings;
  /** The notebook's folder. */
  readonly folder: string;
  /** Aborted once the running cell is interrupted. */
  signal(): AbortSignal;
  print(text: string): void;
  printError(text: string): void;
  /** Shows text of a MIME type. */
  show(type: string, text: string): void;
  /** Names that cells made, with their values where those can be had. */
  names(): Promise<readonly { readonly name: string; readonly value: unknown }[]>;
  /** Empties the names that cells made. */
  reset(): Promise<void>;
  readonly staleness: Staleness;
  /** Runs a cell again, its output being that of the running cell; false where it failed. */
  runAgain(cell: StaleCell): Promise<boolean>;
}

/** What a magic was given. */
export interface MagicCall {
  /** The rest of its line. */
  readonly text: string;
  /** The lines below it, of a magic for a whole cell. */
  readonly body: string;
  /** Runs the code it was given, of a magic that takes code. */
  readonly action: () => unknown;
}

/** A command that is no TypeScript. */
export interface Magic {
  /** As `%help` shows it, with its `%` or `%%`. */
  readonly usage: string;
  readonly summary: string;
  /** Its value is that of the cell, if it stands last. */
  run(call: MagicCall, context: MagicContext): unknown;
}
