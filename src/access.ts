import { AsyncLocalStorage } from "node:async_hooks";

/** What kind of thing outside the program is read or written. */
export type AccessKind = "file" | "listing" | "object" | "topic" | "table" | "stream" | "rows" | "env";

/** One read or write of something outside the program; the fingerprint changes whenever what is read there does. */
export interface Access {
  readonly kind: AccessKind;
  /** Names it everywhere: an absolute path, a URL with key or prefix, `broker/topic`. */
  readonly name: string;
  /** As it was just before it was read. For a write it counts as what it is when the cell has ended. */
  readonly fingerprint: string;
  readonly write?: boolean;
}

/** An access whose fingerprint costs something, so that it is made only where somebody listens. */
export type LazyAccess = Omit<Access, "fingerprint"> & {
  readonly fingerprint: string | (() => string);
  /** What is known of it when the cell has ended, for who has to find the fingerprint out. */
  readonly hint?: () => string;
  /** What a list names, each with what tells it from another of that name, for who tells what changed in it. */
  readonly entries?: () => readonly (readonly [name: string, mark: string])[];
};

type Listener = (access: LazyAccess) => void;

interface Hub {
  readonly listeners: Set<Listener>;
  readonly quiet: AsyncLocalStorage<true>;
}

// On the global object: a program may hold two copies of this package.
const key = Symbol.for("pinbook.access");
const holder = globalThis as { [key]?: Hub };
holder[key] ??= { listeners: new Set(), quiet: new AsyncLocalStorage() };
const hub: Hub = holder[key];

/** Tells who listens of a read or write; does nothing where nobody does, or inside `unrecorded`. */
export const recordAccess = (access: LazyAccess): void => {
  if (!isRecording()) return;
  for (const listener of hub.listeners) listener(access);
};

/** Whether an access made now is heard: what it takes to describe it is worth the cost only then. */
export const isRecording = (): boolean => hub.listeners.size > 0 && hub.quiet.getStore() === undefined;

/** Hears of every access from now on; returns what ends that. */
export const onAccess = (listener: Listener): (() => void) => {
  hub.listeners.add(listener);
  return () => void hub.listeners.delete(listener);
};

/** Acts without its accesses being recorded: for the insides of something that is recorded as a whole. */
export const unrecorded = <T>(action: () => T): T =>
  hub.listeners.size === 0 ? action() : hub.quiet.run(true, action);
