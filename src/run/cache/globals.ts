/** The name under which the global object has this object from the start, such as `Math`; undefined for others. */
export const globalName = (value: object): string | undefined => {
  known ??= collect();
  return known.get(value);
};

/** What is behind such a name. */
export const globalNamed = (name: string): unknown =>
  name
    .split(".")
    .reduce<unknown>((holder, part) => (holder as Record<string, unknown> | undefined)?.[part], globalThis);

let known: Map<unknown, string> | undefined;

const names = [
  "globalThis",
  "console",
  "process",
  "Math",
  "JSON",
  "Reflect",
  "Atomics",
  "Intl",
  "Object",
  "Function",
  "Array",
  "String",
  "Number",
  "Boolean",
  "Symbol",
  "BigInt",
  "Date",
  "RegExp",
  "Map",
  "Set",
  "WeakMap",
  "WeakSet",
  "Promise",
  "Proxy",
  "Error",
  "TypeError",
  "RangeError",
  "SyntaxError",
  "ReferenceError",
  "URL",
  "URLSearchParams",
  "TextEncoder",
  "TextDecoder",
  "Uint8Array",
  "Int8Array",
  "Uint16Array",
  "Int16Array",
  "Uint32Array",
  "Int32Array",
  "Float32Array",
  "Float64Array",
  "BigInt64Array",
  "BigUint64Array",
  "ArrayBuffer",
  "DataView",
  "Buffer",
  "AbortController",
  "fetch",
  "structuredClone",
  "parseInt",
  "parseFloat",
  "isNaN",
  "isFinite",
  "encodeURIComponent",
  "decodeURIComponent",
  "setTimeout",
  "setInterval",
  "clearTimeout",
  "clearInterval",
  "queueMicrotask",
];

/** Those themselves and their static functions, as in `Math.max` and `Object.keys`. */
const collect = (): Map<unknown, string> => {
  const found = new Map<unknown, string>();
  for (const name of names) {
    const value = (globalThis as unknown as Record<string, unknown>)[name];
    if (value === null || (typeof value !== "object" && typeof value !== "function")) continue;
    found.set(value, name);
    if (name === "globalThis" || name === "process") continue;
    for (const field of Object.getOwnPropertyNames(value)) {
      const { value: member } = Object.getOwnPropertyDescriptor(value, field) ?? {};
      if (typeof member === "function" && field !== "constructor" && !found.has(member))
        found.set(member, `${name}.${field}`);
    }
  }
  return found;
};
