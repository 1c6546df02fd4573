import { syncBuiltinESMExports } from "node:module";
import process from "node:process";
import { isRecording, recordAccess } from "../access.ts";
import { Secret } from "../secret.ts";
import { credentialsIn } from "../secret-name.ts";
import { isOwnCode } from "./own-code.ts";

/** Variables that one cell may read before they count as all, and looks at who reads one of them. */
const [mostNames, mostLooks] = [200, 1000];

/** The environment of the process as cells read it. */
export interface EnvironmentWatch {
  /** A cell begins. */
  begin(): void;
}

/**
 * From now on this process records which environment variables the code of cells and of their local modules reads by name.
 * What packages read does not count, nor a copy of them all, as for a child process, nor what a cell has set itself. The
 * fingerprint is for who knows what is outside to find out.
 */
export const watchEnvironment = (): EnvironmentWatch => {
  const looks = new Map<string, number>();
  const names = new Set<string>();
  const setHere = new Set<string | symbol>();
  // A copy of all asks for the names, and then for each name and its value in turn.
  let copied: readonly (string | symbol)[] = [];
  let at = 0;
  let copying: string | symbol | undefined;

  const look = (name: string | symbol, reader: (...given: never[]) => unknown): void => {
    const isCopied = name === copying;
    copying = undefined;
    if (isCopied || typeof name === "symbol" || names.has(name) || setHere.has(name) || !isRecording()) return;
    const count = (looks.get(name) ?? 0) + 1;
    looks.set(name, count);
    if (count > mostLooks || !isReadByUser(reader)) return;
    names.add(name);
    if (names.size <= mostNames) recordAccess({ kind: "env", name, fingerprint: "" });
    else recordAccess({ kind: "env", name: `one of more than ${mostNames}`, fingerprint: "unknown" });
  };
  const handler: ProxyHandler<NodeJS.ProcessEnv> = {
    get: (env, name) => {
      look(name, handler.get as () => unknown);
      const value: unknown = Reflect.get(env, name);
      // From now on a value that holds it is not written to the cache.
      if (typeof value === "string" && typeof name === "string")
        for (const credential of credentialsIn(name, value)) new Secret(credential);
      return value;
    },
    has: (env, name) => {
      look(name, handler.has as () => unknown);
      return Reflect.has(env, name);
    },
    ownKeys: (env) => {
      copied = Reflect.ownKeys(env);
      at = 0;
      return copied as string[];
    },
    getOwnPropertyDescriptor: (env, name) => {
      if (copied[at] === name) {
        at += 1;
        copying = name;
      } else look(name, handler.getOwnPropertyDescriptor as () => unknown);
      return Reflect.getOwnPropertyDescriptor(env, name);
    },
    set: (env, name, value) => {
      setHere.add(name);
      return Reflect.set(env, name, value);
    },
    defineProperty: (env, name, descriptor) => {
      setHere.add(name);
      return Reflect.defineProperty(env, name, descriptor);
    },
    deleteProperty: (env, name) => {
      setHere.add(name);
      return Reflect.deleteProperty(env, name);
    },
  };
  process.env = new Proxy(process.env, handler);
  syncBuiltinESMExports();
  return {
    begin: () => {
      looks.clear();
      names.clear();
    },
  };
};

/** Whether it is a cell or a local module that calls this function, rather than a package, Node or pinbook. */
const isReadByUser = (reader: (...given: never[]) => unknown): boolean => {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.stackTraceLimit = 8;
  Error.prepareStackTrace = (_, sites) => sites.map((site) => site.getScriptNameOrSourceURL());
  const holder: { stack?: unknown } = {};
  Error.captureStackTrace(holder, reader);
  const files = holder.stack as readonly (string | null | undefined)[] | undefined;
  Error.prepareStackTrace = prepareStackTrace;
  Error.stackTraceLimit = stackTraceLimit;
  // Without a name: evaluated text, and functions of the language itself, which call for others.
  const file = files?.find((one) => one) ?? "";
  return !(file.startsWith("node:") || isOwnCode(file));
};
