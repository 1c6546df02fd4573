import fs from "node:fs";
import promises from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { isRecording, recordAccess } from "../access.ts";
import { packageRoot } from "../root.ts";
import { isOwnCode } from "./own-code.ts";
import { fileStamp } from "./stale/file-fingerprint.ts";

const reading = [
  "readFile",
  "readFileSync",
  "createReadStream",
  "readdir",
  "readdirSync",
  "opendir",
  "opendirSync",
  "stat",
  "statSync",
  "lstat",
  "lstatSync",
  "existsSync",
  "access",
  "accessSync",
  "openAsBlob",
];
const writing = [
  "writeFile",
  "writeFileSync",
  "appendFile",
  "appendFileSync",
  "createWriteStream",
  "unlink",
  "unlinkSync",
  "rm",
  "rmSync",
  "truncate",
  "truncateSync",
];
/** From the first path to the second. */
const moving = ["rename", "renameSync", "copyFile", "copyFileSync"];
const opening = ["open", "openSync"];

/**
 * From now on this process records what its program reads and writes by `node:fs`. Modules being loaded, packages and
 * pinbook's own files do not count.
 */
export const watchFiles = (): void => {
  watch(fs as unknown as Functions);
  watch(promises as unknown as Functions);
  syncBuiltinESMExports();
};

type Functions = Record<string, ((...given: unknown[]) => unknown) | undefined>;

const watch = (module: Functions): void => {
  const before = (names: readonly string[], act: (given: readonly unknown[]) => void): void => {
    for (const name of names) {
      const original = module[name];
      if (typeof original !== "function") continue;
      const watched = function (this: unknown, ...given: unknown[]): unknown {
        if (isRecording()) act(given);
        return original.apply(this, given);
      };
      module[name] = Object.assign(watched, original);
      Object.defineProperty(watched, "name", { value: original.name });
    }
  };
  before(reading, ([path]) => note(path, false));
  before(writing, ([path]) => note(path, true));
  before(moving, ([from, to]) => {
    note(from, false);
    note(to, true);
  });
  before(opening, ([path, flags]) => note(path, isWriting(flags)));
};

const isWriting = (flags: unknown): boolean =>
  typeof flags === "number" ? (flags & 3) !== 0 : typeof flags === "string" && /[wa+]/.test(flags);

const note = (given: unknown, write: boolean): void => {
  const path = pathOf(given);
  if (path === undefined || isOwn(path) || isLoading(path)) return;
  recordAccess({ kind: "file", name: path, fingerprint: () => (write ? "" : fileStamp(path)), write });
};

const pathOf = (given: unknown): string | undefined => {
  if (typeof given === "string") return resolve(given);
  if (Buffer.isBuffer(given)) return resolve(given.toString());
  return given instanceof URL && given.protocol === "file:" ? fileURLToPath(given) : undefined;
};

const isOwn = (path: string): boolean =>
  isOwnCode(path) ||
  path.includes(`${sep}.pinbook${sep}`) ||
  path === `${packageRoot}${sep}package.json` ||
  /^\/(proc|dev|sys)\//.test(path);

/** Node's own loader reads modules by these functions too. */
const isLoading = (path: string): boolean =>
  /\.([cm]?[jt]sx?|json|node)$|[/\\][^.]*$/.test(path) &&
  /node:internal\/modules|node:internal\/process\/esm/.test(callers());

const callers = (): string => {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 8;
  const { stack = "" } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  return stack;
};
