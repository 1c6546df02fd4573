import { type Display, display } from "./display.ts";
import { formatDuration } from "./magics/duration.ts";
import { displaySymbol } from "./mime-bundle.ts";

export interface ProgressOptions {
  /** Stands before the bar. */
  readonly label?: string;
  /** How many items there will be, where an iterable does not tell. */
  readonly total?: number;
}

/** A bar that cells move on themselves. */
export interface ProgressBar {
  /** Moves on by so many, 1 by default. */
  advance(by?: number): void;
  /** Moves to a place. */
  set(done: number): void;
  /** Shows the last state, whatever the time; a bar of unknown length is then full. */
  finish(): void;
}

/** At most one update in so many milliseconds. */
const interval = 100;

/** Shows a bar and gives the items on, as they are asked for: `for (const pin of progress(pins)) …`; `for await` where they come asynchronously. A number gives a bar to move by hand. */
export function progress(total: number, options?: ProgressOptions | string): ProgressBar;
export function progress<T>(items: Iterable<T>, options?: ProgressOptions | string): Iterable<T>;
export function progress<T>(items: AsyncIterable<T>, options?: ProgressOptions | string): AsyncIterable<T>;
export function progress(
  subject: number | Iterable<unknown> | AsyncIterable<unknown>,
  options: ProgressOptions | string = {},
): ProgressBar | Iterable<unknown> | AsyncIterable<unknown> {
  const settings = typeof options === "string" ? { label: options } : options;
  if (typeof subject === "number") return createBar({ total: subject, ...settings });
  if (Symbol.asyncIterator in subject) return followAsync(subject, settings);
  if (typeof Object(subject)[Symbol.iterator] === "function") return follow(subject, settings);
  throw new TypeError("progress takes a number, an iterable or an asynchronous iterable");
}

function* follow<T>(items: Iterable<T>, options: ProgressOptions): Generator<T> {
  const { length, size } = items as { length?: number; size?: number };
  const bar = createBar({ ...known(length ?? size), ...options });
  try {
    for (const item of items) {
      yield item;
      bar.advance();
    }
  } finally {
    bar.finish();
  }
}

async function* followAsync<T>(items: AsyncIterable<T>, options: ProgressOptions): AsyncGenerator<T> {
  const bar = createBar(options);
  try {
    for await (const item of items) {
      yield item;
      bar.advance();
    }
  } finally {
    bar.finish();
  }
}

const known = (total: number | undefined): { total?: number } => (typeof total === "number" ? { total } : {});

const createBar = ({ label = "", total: expected }: ProgressOptions): ProgressBar => {
  const start = performance.now();
  let done = 0;
  let total = expected;
  let shownAt = start;
  const state = () => ({ [displaySymbol]: () => bundle({ label, total, done, elapsed: performance.now() - start }) });
  const shown: Display = display(state());
  const show = () => {
    shownAt = performance.now();
    shown.update(state());
  };
  const finish = () => {
    total ??= done;
    show();
  };
  const set = (to: number) => {
    done = to;
    if (performance.now() - shownAt >= interval) show();
  };
  return { set, advance: (by = 1) => set(done + by), finish };
};

interface State {
  readonly label: string;
  readonly total: number | undefined;
  readonly done: number;
  readonly elapsed: number;
}

const bundle = ({ label, total, done, elapsed }: State): Record<string, string> => {
  const rest = total !== undefined && done > 0 ? (elapsed / done) * (total - done) : 0;
  const counts = total === undefined ? `${done}` : `${done}/${total}`;
  const times = [formatDuration(elapsed), ...(rest > 0 ? [`${formatDuration(rest)} left`] : [])].join(", ");
  const words = [...(label ? [label] : []), counts, `(${times})`].join(" ");
  const value = total === undefined ? "" : ` value="${done}" max="${total}"`;
  const safe = words.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  return { "text/html": `<progress${value} style="vertical-align:middle"></progress> ${safe}`, "text/plain": words };
};
