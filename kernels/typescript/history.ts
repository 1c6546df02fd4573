import type { Json, JsonObject } from "../../src/notebook/index.ts";

/** The inputs of this kernel's life, the last ones where they are very long. */
export interface History {
  add(line: number, input: string): void;
  /** The `history` list of a history_request: [session, line, input] of each entry. */
  query(request: JsonObject): Json;
}

/** Characters that are kept in all: one reply may have to hold them. */
const most = 16 * 1024 * 1024;

export const createHistory = (limit = most): History => {
  const entries: Entry[] = [];
  let size = 0;
  return {
    add: (line, input) => {
      entries.push({ line, input });
      size += input.length;
      while (size > limit) size -= entries.shift()?.input.length ?? size;
    },
    query: (request) => {
      const output = request.output === true;
      const found = select(entries, request);
      return found.map(({ line, input }) => [1, line, output ? [input, null] : input]);
    },
  };
};

interface Entry {
  readonly line: number;
  readonly input: string;
}

const select = (entries: readonly Entry[], request: JsonObject): readonly Entry[] => {
  const count = typeof request.n === "number" ? request.n : entries.length;
  switch (request.hist_access_type) {
    case "range": {
      const start = typeof request.start === "number" ? request.start : 0;
      const stop = typeof request.stop === "number" ? request.stop : Number.POSITIVE_INFINITY;
      return entries.filter(({ line }) => line >= start && line < stop);
    }
    case "search": {
      const pattern = glob(typeof request.pattern === "string" ? request.pattern : "*");
      const found = entries.filter(({ input }) => pattern.test(input));
      const kept = request.unique === true ? lastOfEachKind(found) : found;
      return count > 0 ? kept.slice(-count) : [];
    }
    default:
      return count > 0 ? entries.slice(-count) : [];
  }
};

const lastOfEachKind = (entries: readonly Entry[]): readonly Entry[] => {
  const last = new Map(entries.map((entry) => [entry.input, entry]));
  return entries.filter((entry) => last.get(entry.input) === entry);
};

/** A pattern with `*` and `?` as a regular expression over the whole input. */
const glob = (pattern: string): RegExp => {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^${source}$`, "s");
};
