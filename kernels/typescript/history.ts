import type { Json, JsonObject } from "../../src/notebook/index.ts";

/** The inputs of this kernel's life. */
export interface History {
  add(line: number, input: string): void;
  /** The `history` list of a history_request: [session, line, input] of each entry. */
  query(request: JsonObject): Json;
}

export const createHistory = (): History => {
  const entries: { readonly line: number; readonly input: string }[] = [];
  return {
    add: (line, input) => void entries.push({ line, input }),
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
      const kept = request.unique === true ? found.filter(isLastOfItsKind) : found;
      return count > 0 ? kept.slice(-count) : [];
    }
    default:
      return count > 0 ? entries.slice(-count) : [];
  }
};

const isLastOfItsKind = ({ input }: Entry, i: number, all: readonly Entry[]): boolean =>
  !all.slice(i + 1).some((later) => later.input === input);

/** A pattern with `*` and `?` as a regular expression over the whole input. */
const glob = (pattern: string): RegExp => {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^${source}$`, "s");
};
