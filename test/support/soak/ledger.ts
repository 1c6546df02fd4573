import type { Message } from "../../../kernels/typescript/index.ts";
import type { JsonObject } from "../../../src/notebook/index.ts";
import { type ChannelName, createMessage, type KernelClient } from "../kernel-client.ts";

/** A request with everything the kernel sent for it. */
export interface Entry {
  readonly request: Message;
  readonly on: "shell" | "control";
  readonly replies: Message[];
  /** What was published up to idle, busy and idle included. */
  readonly published: Message[];
  /** What was published after idle. */
  readonly late: Message[];
  /** Resolves once the reply and idle are there; rejects where they do not come. */
  readonly done: Promise<Entry>;
}

/** Keeps the books of a front end: which requests went out and what came back for each. */
export interface Ledger {
  /** Sends a request. */
  send(type: string, content: JsonObject, on?: "shell" | "control"): Entry;
  /** Resolves with the next published message of a request that matches, which may have come already. */
  published(entry: Entry, matches: (message: Message) => boolean): Promise<Message>;
  /** Resolves with the next question on stdin for a request. */
  asked(entry: Entry): Promise<Message>;
  /** How many requests went out. */
  readonly sent: number;
  /** Stops waiting for requests that a restart took with it. */
  forget(entries: readonly Entry[]): void;
  /** Checks that each request up to now got its one reply, and forgets them; gives what is wrong. */
  settle(): readonly string[];
  /** Ends; what has not come is no longer waited for. */
  close(): void;
}

interface Open extends Entry {
  isOver: boolean;
  resolve(): void;
  fail(reason: string): void;
  watch: NodeJS.Timeout | undefined;
}

/** Nothing that the soak asks for takes so many milliseconds on the slowest machine. */
const patience = 120_000;

export const openLedger = (client: KernelClient): Ledger => {
  const entries = new Map<string, Open>();
  const stray: string[] = [];
  const waiting = new Set<() => void>();
  const timers = new Set<NodeJS.Timeout>();
  const questions: Message[] = [];
  let sent = 0;
  const hear = (message: Message, on: ChannelName): void => {
    if (on === "stdin") questions.push(message);
    const entry = entries.get(String(message.parentHeader.msg_id));
    if (entry && on !== "stdin") take(entry, message, on);
    else if (isStray(message, on)) stray.push(`${message.header.msg_type} on ${on} belongs to no request`);
    for (const look of [...waiting]) look();
  };
  const stop = client.observe(hear);
  const ended = (): void => {
    for (const entry of entries.values()) entry.fail(`the kernel ended; stderr: ${client.stderr().slice(-2000)}`);
  };
  client.process.once("exit", ended);
  const until = <T>(look: () => T | undefined, what: () => string): Promise<T> =>
    new Promise((resolve, reject) => {
      const attempt = () => {
        const found = look();
        if (found === undefined) return;
        end();
        resolve(found);
      };
      const timer = setTimeout(() => {
        end();
        reject(new Error(`${what()} did not come\n${client.stderr().slice(-2000)}`));
      }, patience);
      const end = () => {
        waiting.delete(attempt);
        timers.delete(timer);
        clearTimeout(timer);
      };
      timers.add(timer);
      waiting.add(attempt);
      attempt();
    });
  return {
    send: (type, content, on = "shell") => {
      const request = createMessage(type, content);
      const entry = newEntry(request, on, () => client.stderr());
      entries.set(request.header.msg_id, entry);
      sent++;
      void client.post(request, on);
      return entry;
    },
    published: (entry, matches) =>
      until(
        () => [...entry.published, ...entry.late].find(matches),
        () => `a message for ${describe(entry)}`,
      ),
    asked: (entry) =>
      until(
        () => questions.find(({ parentHeader }) => parentHeader.msg_id === entry.request.header.msg_id),
        () => `a question of ${describe(entry)}`,
      ),
    get sent() {
      return sent;
    },
    forget: (gone) => {
      for (const { request } of gone) {
        clearTimeout(entries.get(request.header.msg_id)?.watch);
        entries.delete(request.header.msg_id);
      }
    },
    settle: () => {
      const problems = [...stray.splice(0), ...[...entries.values()].flatMap(faultsOf)];
      for (const { watch } of entries.values()) clearTimeout(watch);
      entries.clear();
      questions.length = 0;
      return problems;
    },
    close: () => {
      stop();
      for (const timer of timers) clearTimeout(timer);
    },
  };
};

const take = (entry: Open, message: Message, on: ChannelName): void => {
  if (on === "iopub") {
    if (entry.isOver) entry.late.push(message);
    else entry.published.push(message);
    if (message.content.execution_state === "idle") entry.isOver = true;
  } else {
    entry.replies.push(message);
  }
  if (entry.isOver && entry.replies.length > 0) entry.resolve();
};

/** A kernel's own messages have no parent; those that came for a request that a restart took are no one's. */
const isStray = ({ header, parentHeader }: Message, on: ChannelName): boolean =>
  on !== "iopub" && on !== "stdin" && parentHeader.msg_id === undefined && header.msg_type !== "iopub_welcome";

const newEntry = (request: Message, on: "shell" | "control", stderr: () => string): Open => {
  let resolve = (): void => {};
  let fail = (_: string): void => {};
  let watch: NodeJS.Timeout | undefined;
  const done = new Promise<Entry>((fulfil, reject) => {
    fail = (reason) => reject(new Error(`no answer to ${describe(entry)}\n${reason}`));
    watch = setTimeout(() => fail(`stderr: ${stderr().slice(-2000)}`), patience);
    resolve = () => {
      clearTimeout(watch);
      fulfil(entry);
    };
  });
  done.catch(() => {});
  const entry: Open = {
    ...{ request, on, replies: [], published: [], late: [], done, isOver: false, watch },
    resolve: () => resolve(),
    fail: (reason) => fail(reason),
  };
  return entry;
};

/** A request in words: its type, its code and what came for it. */
export const describe = ({ request, on, replies, published, late }: Entry): string => {
  const types = (messages: readonly Message[]) =>
    messages
      .map(({ header, content }) => content.execution_state ?? header.msg_type)
      .join(" ")
      .replace(/(\w+)( \1)+/g, "$1 …");
  const code = JSON.stringify(request.content).slice(0, 300);
  return `${request.header.msg_type} on ${on} ${code} (replies: ${types(replies)}; published: ${types(published)}; late: ${types(late)})`;
};

/** What is wrong with a request that should be over. */
export const faultsOf = (entry: Entry): readonly string[] => {
  const { request, replies, published, late } = entry;
  const states = published.map(({ content }) => content.execution_state);
  const type = request.header.msg_type.replace(/_request$/, "_reply");
  // The kernel says again that it is busy, as of the same time, where it has meanwhile ended another request.
  const busy = new Set(published.filter((_, i) => states[i] === "busy").map(({ header }) => header.date));
  const lateTypes = late.filter(({ header }) => header.msg_type !== "stream");
  const faults = [
    replies.length === 1 ? "" : `${replies.length} replies`,
    replies.every(({ header }) => header.msg_type === type) ? "" : "a reply of another type",
    states[0] === "busy" ? "" : "does not begin with busy",
    states.at(-1) === "idle" ? "" : "does not end with idle",
    states.filter((state) => state === "idle").length === 1 && busy.size === 1 ? "" : "not one busy and one idle",
    lateTypes.length === 0 ? "" : "more than streams after idle",
  ].filter(Boolean);
  return faults.length > 0 ? [`${faults.join(", ")}: ${describe(entry)}`] : [];
};
