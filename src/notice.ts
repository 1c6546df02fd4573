/** Takes lines for the person who uses pinbook. */
type Listener = (line: string) => void;

// On the global object: a program may hold two copies of this package.
const key = Symbol.for("pinbook.notices");
const holder = globalThis as { [key]?: Set<Listener> };
holder[key] ??= new Set();
const listeners: Set<Listener> = holder[key];

/** Tells a line to who shows such lines, a notebook's session say; on stderr where nobody does. */
export const notice = (line: string): void => {
  if (listeners.size === 0) process.stderr.write(`${line}\n`);
  for (const listener of listeners) listener(line);
};

/** Shows every line that is told from now on; returns what ends that. */
export const onNotice = (listener: Listener): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
