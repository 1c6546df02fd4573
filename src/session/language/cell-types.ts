import { setTimeout as setTimer } from "node:timers";
import { messageOf } from "../../errors.ts";
import { packageRoot } from "../../root.ts";
import type { LanguageOptions } from "./start-language.ts";
import type { AddedCell, Language, TypedCompletion, TypedInspection, TypeProblem } from "./types.ts";

/** A cell that is about to run. */
export interface StartedCell {
  /** Tells the cells of a session apart. */
  readonly id: number;
  readonly code: string;
  /** As it stands in traces. */
  readonly name: string;
  /** The names of values that it declares: a line with `!` before one of them is no magic. */
  readonly declares: readonly string[];
  /** Whether its type errors are wanted. */
  readonly check: boolean;
  /** What the cell was executed with. */
  readonly tag: unknown;
}

/** Learns of the cells of a session to know their types, in this thread or another. */
export interface CellTypes {
  /** Takes in a cell that runs from now on. Its type errors are looked for beside it. */
  started(cell: StartedCell): void;
  /** Takes in a cell that is to run only without type errors, and gives them. Undefined where the service gives no answer. */
  examine(cell: StartedCell): Promise<readonly TypeProblem[] | undefined>;
  /** Takes out the cell that was examined last. */
  remove(id: number): void;
  /** Forgets all cells. */
  clear(): void;
  close(): void;
}

/** The types of a session's cells, to be asked. `ahead` are cells that wait to run: they count as if they had. */
export interface KnownTypes extends CellTypes {
  complete(code: string, cursor: number, ahead?: readonly string[]): Promise<TypedCompletion | undefined>;
  inspect(code: string, cursor: number, ahead?: readonly string[]): Promise<TypedInspection | undefined>;
  /** Whether a cell that starts now will be checked in no time. */
  isWarm(): boolean;
}

export interface CellTypesOptions {
  /** The notebook's folder. */
  readonly folder: string;
  readonly log: (line: string) => void;
  /** Starts the service soon after the first cell; else only with the first question. */
  readonly eager: boolean;
  /** Gets the type errors of each cell that was to be checked, none where there are none. */
  readonly onChecked: (cell: StartedCell, problems: readonly TypeProblem[]) => void;
  readonly onProcess?: LanguageOptions["onProcess"];
}

/** Longer cells, in characters, are left to themselves: to read them would keep this thread from all else. */
const mostCode = 1_000_000;

/** A service whose last check took longer, in milliseconds, is not warm. */
const warm = 50;

/** Light to load: what it needs is loaded with the first question, or once it is quiet after a cell. */
export const createCellTypes = ({ folder, log, eager, onChecked, onProcess }: CellTypesOptions): KnownTypes => {
  const waiting: StartedCell[] = [];
  const names = new Set<string>();
  const soon = whenQuiet(() => void current());
  let opened: Promise<Opened | undefined> | undefined;
  let cleared = false;
  let checked = false;
  let lastCheck = Number.POSITIVE_INFINITY;
  let latest: StartedCell | undefined;
  let examined: { readonly id: number; readonly cell: AddedCell } | undefined;
  const open = async (): Promise<Opened | undefined> => {
    try {
      const { startLanguage } = await import("./start-language.ts");
      const { withoutMagics } = await import("../../syntax/index.ts");
      const language = startLanguage({ folder, pinbook: packageRoot, log, ...(onProcess ? { onProcess } : {}) });
      return { language, typeScriptOf: plain((code) => withoutMagics(code, names)) };
    } catch (error) {
      log(`types are off: ${messageOf(error)}`);
      return undefined;
    }
  };
  /** The types of all cells so far; the errors of those that are new to them are told when they come. */
  const current = async (): Promise<Opened | undefined> => {
    opened ??= open();
    const ready = await opened;
    if (!ready) {
      drop(waiting.splice(0));
      return undefined;
    }
    if (cleared) ready.language.clear();
    cleared = false;
    for (const cell of waiting.splice(0)) take(ready, cell).catch((error) => failed(error, cell));
    return ready;
  };
  const failed = (error: unknown, cell: StartedCell): void => {
    log(`no types for a cell: ${messageOf(error)}`);
    drop([cell]);
  };
  /** Tells of cells that will not be checked. */
  const drop = (cells: readonly StartedCell[]): void => {
    for (const cell of cells) if (cell.check) onChecked(cell, []);
  };
  /** A question whose answer fails is not answered. */
  const ask = async <T>(code: string, question: (ready: Opened) => Promise<T | undefined>): Promise<T | undefined> => {
    if (code.length > mostCode) return undefined;
    try {
      const ready = await current();
      return ready && (await question(ready));
    } catch (error) {
      log(`no types: ${messageOf(error)}`);
      return undefined;
    }
  };
  const take = async (ready: Opened, cell: StartedCell): Promise<void> => {
    const added = add(ready, cell);
    const isFirst = eager && !checked;
    checked ||= isFirst;
    // The first one warms the service up, whether its errors are wanted or not.
    if (!cell.check && !isFirst) return;
    const begun = performance.now();
    const problems = await added.check();
    const took = isFirst ? 0 : performance.now() - begun;
    lastCheck = problems ? took : Number.POSITIVE_INFINITY;
    if (cell.check) onChecked(cell, problems ?? []);
  };
  const add = ({ language, typeScriptOf }: Opened, { code, declares }: StartedCell): AddedCell => {
    for (const name of declares) names.add(name);
    return language.add(typeScriptOf(code));
  };
  return {
    started: (cell) => {
      latest = cell;
      if (cell.code.length > mostCode) return drop([cell]);
      waiting.push(cell);
      if (eager) soon(lastCheck < warm);
    },
    examine: (cell) =>
      ask(cell.code, (ready) => {
        examined = { id: cell.id, cell: add(ready, cell) };
        return examined.cell.check();
      }),
    remove: (id) => {
      if (examined?.id === id) examined.cell.remove();
    },
    complete: (code, cursor, ahead = []) =>
      ask(code, ({ language, typeScriptOf }) =>
        language.complete(typeScriptOf(code), cursor, ahead.filter(isShort).map(typeScriptOf)),
      ),
    inspect: (code, cursor, ahead = []) =>
      ask(code, ({ language, typeScriptOf }) =>
        language.inspect(typeScriptOf(code), Math.min(cursor, code.length), ahead.filter(isShort).map(typeScriptOf)),
      ),
    isWarm: () => lastCheck < warm,
    clear: () => {
      // The cell that forgets all others stays.
      const stays = latest && latest.code.length <= mostCode ? latest : undefined;
      const isNew = stays !== undefined && waiting.includes(stays);
      drop(waiting.splice(0).filter((cell) => cell !== stays));
      if (stays) waiting.push(isNew ? stays : { ...stays, check: false });
      names.clear();
      cleared = true;
    },
    close: () => void opened?.then((ready) => ready?.language.close()),
  };
};

const isShort = (code: string): boolean => code.length <= mostCode;

interface Opened {
  readonly language: Language;
  /** A cell's TypeScript at its own place. */
  readonly typeScriptOf: (code: string) => string;
}

/** Code that cannot be read is taken as it is. */
const plain =
  (read: (code: string) => string) =>
  (code: string): string => {
    try {
      return read(code);
    } catch {
      return code;
    }
  };

/** Runs an action at once, or when it was not asked for any more for a moment: cells that run one after another, and their replies, go first. */
const whenQuiet = (action: () => void): ((atOnce: boolean) => void) => {
  const quiet = 15;
  const longest = 250;
  let timer: NodeJS.Timeout | undefined;
  let since = 0;
  const run = () => {
    timer = undefined;
    action();
  };
  return (atOnce) => {
    if (!timer) since = performance.now();
    else if (performance.now() - since > longest) return;
    clearTimeout(timer);
    if (atOnce) {
      // Before any timer, which takes a millisecond at least; the idle of a cell waits for this.
      timer = undefined;
      setImmediate(action);
    } else timer = setTimer(run, quiet).unref();
  };
};
