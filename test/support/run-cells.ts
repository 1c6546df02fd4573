import vm from "node:vm";

/** What running scripts one after another showed. */
export interface CellsRun {
  /** What each printed; undefined where one threw or took too long: then nothing can be said. */
  readonly printed: readonly string[] | undefined;
  /** Which read a global that another wrote last: `[writer, reader, name]`. */
  readonly reads: readonly (readonly [number, number, string])[];
}

/** Runs scripts on one global object whose reads and writes are watched. */
export const runCells = (scripts: readonly string[]): CellsRun => {
  const writers = new Map<string, number>();
  const reads: [number, number, string][] = [];
  const printed = scripts.map(() => "");
  let current = 0;
  let shows = false;
  const console = {
    log: (...values: readonly unknown[]) => {
      shows = true;
      printed[current] += `${values.map((value) => show(value, [])).join(" ")}\n`;
      shows = false;
    },
  };
  // A watched global object hides the context's own built-ins.
  const target: Record<string, unknown> = { console, Object, Array, Map, String, Symbol, Boolean };
  const note = (name: string | symbol): void => {
    if (typeof name === "string") writers.set(name, current);
  };
  const watched = new Proxy(target, {
    get: (object, name, receiver) => {
      const writer = typeof name === "string" ? writers.get(name) : undefined;
      const isDeclared = new RegExp(`^function ${String(name)}\\(`, "m").test(scripts[current] ?? "");
      if (writer !== undefined && writer !== current && !shows && !isDeclared)
        reads.push([writer, current, String(name)]);
      return Reflect.get(object, name, receiver);
    },
    set: (object, name, value) => {
      note(name);
      return Reflect.set(object, name, value);
    },
    defineProperty: (object, name, descriptor) => {
      if ("value" in descriptor && descriptor.value !== undefined) note(name);
      return Reflect.defineProperty(object, name, descriptor);
    },
  });
  const context = vm.createContext(watched);
  target.globalThis = vm.runInContext("this", context);
  for (const [index, script] of scripts.entries()) {
    current = index;
    try {
      vm.runInContext(script, context, { timeout: 60_000 });
    } catch {
      return { printed: undefined, reads };
    }
  }
  return { printed, reads };
};

// A value as text: fields by name, getters read as a notebook's display reads them, cycles cut.
const show = (value: unknown, above: readonly unknown[]): string => {
  if (typeof value === "function") return "function";
  if (typeof value !== "object" || value === null) return String(value);
  if (above.includes(value) || above.length > 5) return "…";
  const inner = [...above, value];
  const fields = Object.keys(value).map((key) => `${key}:${show(Reflect.get(value, key), inner)}`);
  const entries =
    Object.prototype.toString.call(value) === "[object Map]"
      ? [...Map.prototype.entries.call(value)].map((entry) => show(entry, inner))
      : [];
  return `{${[...fields, ...entries].join(",")}}`;
};
