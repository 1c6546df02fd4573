// Loads what is in dist/: CommonJS of one's own, whose compiled code is kept for the next start. Node 20 keeps none, and
// compiling is most of a short command's time. Copied to dist/ by src/build-bundle.js; plain JavaScript, because it runs first.
"use strict";
const { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const { homedir } = require("node:os");
const { dirname, join, posix } = require("node:path");
const { pathToFileURL } = require("node:url");
const { Script } = require("node:vm");

/** @typedef {{ readonly exports: Record<string, unknown> }} Module */
/** @typedef {{ readonly bytes: Buffer, readonly hash: string }} Kept What V8 compiled of a file, and what tells that it is whole. */

/** Packages that are ES modules only, and are not bundled. */
const modulesOnly = ["arquero", "hyparquet", "hyparquet-compressors", "hyparquet-writer"];

/** @type {Map<string, Module>} */
const modules = new Map();
/** @type {Map<string, import("node:vm").Script>} */
const scripts = new Map();
/** What a former process of the same kind left, by file. @type {Map<string, Kept>} */
let kept = new Map();
let news = 0;

/** The exports of a file of dist/, by its path there, with slashes. */
const load = (/** @type {string} */ path) => {
  const known = modules.get(path);
  if (known) return known.exports;
  const module = { exports: {} };
  modules.set(path, module);
  const file = join(__dirname, path);
  try {
    const run = compiled(path, file);
    run.call(module.exports, module.exports, requireFrom(path), module, file, dirname(file), imported);
  } catch (error) {
    modules.delete(path);
    throw error;
  }
  return module.exports;
};

/** Gives a package that only `import` loads, before what needs it is loaded. */
const provide = (/** @type {string} */ name, /** @type {unknown} */ exports) => void provided.set(name, exports);

/** Modules of Node's that take it a millisecond or more and that few commands need: loaded when first used. */
const late = [
  "child_process",
  "http",
  "https",
  "inspector",
  "net",
  "perf_hooks",
  "readline",
  "v8",
  "worker_threads",
  "zlib",
];

/** Packages that many programs never use: loaded when first used. */
const latePackages = ["@uwdata/flechette", ...modulesOnly];

const lateModule = (/** @type {string} */ id) => {
  /** @type {object | undefined} */
  let found;
  const real = () => (found ??= modulesOnly.includes(id) ? requireModule(id) : /** @type {object} */ (require(id)));
  return new Proxy(
    {},
    {
      get: (_, key) => Reflect.get(real(), key),
      has: (_, key) => Reflect.has(real(), key),
      ownKeys: () => Reflect.ownKeys(real()),
      getOwnPropertyDescriptor: (_, key) => {
        const found = Reflect.getOwnPropertyDescriptor(real(), key);
        return found && { ...found, configurable: true };
      },
    },
  );
};

/** @type {Map<string, unknown>} */
const provided = new Map(late.map((name) => [`node:${name}`, lateModule(`node:${name}`)]));

const requireFrom = (/** @type {string} */ path) => (/** @type {string} */ id) => {
  if (id.startsWith(".")) return load(posix.join(posix.dirname(path), id));
  if (latePackages.includes(id) && !provided.has(id)) provided.set(id, lateModule(id));
  return provided.get(id) ?? require(id);
};

/** Node warns that this is new. */
const requireModule = (/** @type {string} */ id) => {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return require(id);
  } finally {
    process.emitWarning = emitWarning;
  }
};

/** What stands for `import` in dist/: V8 forgets where kept code imports from. */
const importName = "loadES";
const imported = (/** @type {string} */ id) => import(id);

const head = `(function (exports, require, module, __filename, __dirname, ${importName}) { `;

const compiled = (/** @type {string} */ path, /** @type {string} */ file) => {
  const cachedData = whole(kept.get(path));
  const script = new Script(`${head}${readFileSync(file, "utf8")}\n})`, {
    filename: pathToFileURL(file).href,
    columnOffset: -head.length,
    ...(cachedData ? { cachedData } : {}),
  });
  if (!cachedData || script.cachedDataRejected) news += 1;
  scripts.set(path, script);
  return script.runInThisContext();
};

/** V8 takes damaged data for good and falls over it. */
const whole = (/** @type {Kept | undefined} */ data) => data && hashOf(data.bytes) === data.hash && data.bytes;

const hashOf = (/** @type {Buffer} */ bytes) => require("node:crypto").createHash("sha1").update(bytes).digest("hex");

/** Milliseconds after which a process that goes on, and may be killed one day, writes down what it has compiled. */
const later = 2000;

/** Processes of one kind load the same: what is compiled in this thread is kept for the next of its kind. */
const keep = (/** @type {string} */ kind) => {
  const name = `${kind}-${process.version}-${process.arch}.bin`;
  const places = [
    join(dirname(__dirname), "node_modules", ".cache", "loaded", name),
    // An installation that only its owner may write to.
    join(homedir(), ".cache", "pinbook", `${textHash(__dirname)}-${name}`),
  ];
  kept = readKept(places);
  const write = () => {
    if (news === 0) return;
    news = 0;
    writeKept(places);
  };
  setTimeout(write, later).unref();
  // Wrong use may name a kind that there is not.
  process.on("exit", (code) => code !== 2 && write());
};

/** What `keep` left in the first of these files that can be read. */
const readKept = (/** @type {readonly string[]} */ places) => {
  for (const place of places) {
    try {
      const file = readFileSync(place);
      const start = 4 + file.readUInt32LE(0);
      const rows = JSON.parse(file.toString("utf8", 4, start));
      let at = start;
      return new Map(
        rows.map((/** @type {[string, number, string]} */ [path, length, hash]) => {
          at += length;
          return [path, { bytes: file.subarray(at - length, at), hash }];
        }),
      );
    } catch {}
  }
  return new Map();
};

const writeKept = (/** @type {readonly string[]} */ places) => {
  /** @type {[string, Buffer][]} */
  const all = [...scripts].map(([path, script]) => [path, script.createCachedData()]);
  for (const [path, data] of kept) {
    const bytes = !scripts.has(path) && existsSync(join(__dirname, path)) && whole(data);
    if (bytes) all.push([path, bytes]);
  }
  const rows = JSON.stringify(all.map(([path, bytes]) => [path, bytes.length, hashOf(bytes)]));
  const start = Buffer.alloc(4);
  start.writeUInt32LE(Buffer.byteLength(rows));
  const file = Buffer.concat([start, Buffer.from(rows), ...all.map(([, bytes]) => bytes)]);
  places.some((place) => replaceFile(place, file));
};

/** Writes a file whole or not at all: two processes may write it at once. Returns whether that went well. */
const replaceFile = (/** @type {string} */ place, /** @type {Buffer} */ bytes) => {
  const temporary = `${place}.${process.pid}.${require("node:worker_threads").threadId}.tmp`;
  try {
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(temporary, bytes);
    renameSync(temporary, place);
    return true;
  } catch {
    remove(temporary);
    return false;
  }
};

const remove = (/** @type {string} */ file) => {
  try {
    rmSync(file, { force: true });
  } catch {}
};

const textHash = (/** @type {string} */ text) => {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum = (sum * 31 + text.charCodeAt(at)) % 2 ** 40;
  return sum.toString(36);
};

module.exports = { importName, keep, load, modulesOnly, provide };
