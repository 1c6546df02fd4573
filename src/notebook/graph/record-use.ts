import type { Args } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";

/** Data that a call reads or writes: its kind, and the argument that names it (-1: none does) or the name itself. */
export interface DataSpec {
  readonly kind: string;
  readonly argument?: number;
  readonly name?: string;
}

export interface UseSpec {
  readonly reads?: readonly DataSpec[];
  readonly writes?: readonly DataSpec[];
  /** What it does to the world, a few words. */
  readonly effect?: string;
}

/** Notes the data that a call reads and writes, and its effect. `mount` is the path that names may start with. */
export const recordUse = (it: Interpreter, spec: UseSpec, call: string, args: Args, mount = ""): void => {
  const { cell } = it.world;
  const use = ({ kind, argument, name }: DataSpec) => {
    const given = name ?? (argument === undefined || argument < 0 ? undefined : args.list[argument]?.text);
    const shown = given === undefined ? "*" : withoutMount(given, mount);
    return { kind, name: shown, sure: given !== undefined && (name !== undefined || shown !== "*") && it.guess === 0 };
  };
  for (const one of spec.reads ?? []) addUse(cell.reads, use(one));
  for (const one of spec.writes ?? []) addUse(cell.writes, use(one));
  if (spec.effect !== undefined) cell.effects.add(`${spec.effect} (${call})`);
};

interface Use {
  readonly kind: string;
  readonly name: string;
  readonly sure: boolean;
}

/** Adds a use that is not there yet. */
export const addUse = (uses: Use[], use: Use): void => {
  if (!uses.some(({ kind, name, sure }) => kind === use.kind && name === use.name && sure === use.sure)) uses.push(use);
};

const withoutMount = (path: string, mount: string): string =>
  (mount !== "" && path.startsWith(mount) ? path.slice(mount.length) : path).replace(/^\/+/, mount === "" ? "$&" : "");
