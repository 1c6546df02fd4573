import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

type Write = (descriptor: number, data: string | NodeJS.ArrayBufferView, ...rest: unknown[]) => unknown;

/**
 * Hands what cells write to the descriptors 1 and 2 with fs.write and fs.writeSync (as loggers do) to process.stdout and
 * process.stderr; `isCell` tells whether a cell writes. Returns what gives `fs` back.
 */
export const captureDescriptors = (isCell: () => boolean): (() => void) => {
  const methods = fs as unknown as Record<"write" | "writeSync", Write>;
  const { write, writeSync } = methods;
  const take = (descriptor: number, bytes: Uint8Array): number => {
    process[descriptor === 1 ? "stdout" : "stderr"].write(bytes);
    return bytes.length;
  };
  const isTaken = (descriptor: number) => (descriptor === 1 || descriptor === 2) && isCell();
  methods.writeSync = alike(writeSync, (descriptor, data, ...rest) =>
    isTaken(descriptor) ? take(descriptor, bytesOf(data, rest)) : writeSync(descriptor, data, ...rest),
  );
  methods.write = alike(write, (descriptor, data, ...rest) => {
    const callback = rest.at(-1);
    if (!isTaken(descriptor) || typeof callback !== "function") return write(descriptor, data, ...rest);
    process.nextTick(callback, null, take(descriptor, bytesOf(data, rest.slice(0, -1))), data);
    return undefined;
  });
  syncBuiltinESMExports();
  return () => {
    Object.assign(methods, { write, writeSync });
    syncBuiltinESMExports();
  };
};

/** The function with what the original carries, such as how it is promisified. */
const alike = (original: Write, replacement: Write): Write =>
  Object.defineProperties(replacement, Object.getOwnPropertyDescriptors(original));

const bytesOf = (data: string | NodeJS.ArrayBufferView, [first, second]: readonly unknown[]): Uint8Array => {
  if (typeof data === "string") return Buffer.from(data, typeof second === "string" ? (second as "utf8") : "utf8");
  const all = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const options = typeof first === "object" && first !== null ? (first as { offset?: number; length?: number }) : {};
  const offset = typeof first === "number" ? first : (options.offset ?? 0);
  const length = typeof second === "number" ? second : (options.length ?? all.length - offset);
  return all.subarray(offset, offset + length);
};
