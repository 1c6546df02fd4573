import type { Node } from "../../syntax/index.ts";
import { foreignCall } from "./foreign.ts";
import { type Args, asValue, join, memberOf, newGroup, none, store, type Value } from "./heap.ts";
import { type Interpreter, maybe } from "./interpreter.ts";
import { type DataSpec, recordUse, type UseSpec } from "./record-use.ts";

/** What a call of something that "pinbook" exports does; none of them changes what it is given. */
interface PinbookSpec extends UseSpec {
  /** The kind that it gives; `none` for a primitive. */
  readonly gives: string;
  /** Whether that holds what it was given. */
  readonly holds?: boolean;
  /** A text that it gives, by its arguments' texts. */
  readonly text?: (texts: readonly (string | undefined)[]) => string;
}

const words = (text: string): readonly string[] => text.split(/\s+/);
const every = (kind: string, name = "*"): DataSpec => ({ kind, name });
const kindOf = (texts: readonly (string | undefined)[]): string => texts[1] ?? "*";
const all = (names: string, spec: PinbookSpec): readonly (readonly [string, PinbookSpec])[] =>
  words(names).map((name) => [name, spec] as const);

const configuration: readonly DataSpec[] = [every("env", "PINBOOK_*"), every("env", "AWS_*")];

const specs = new Map<string, PinbookSpec>([
  ...all(
    "columnsOfRows ageGroups question question5 question4 question6 question7 question8 question9 question10 question11 clean cleanGeo cleanPin cleanUser ruleCounts unknownValues",
    { gives: "frame" },
  ),
  ...all("asc desc op cols", { gives: "expr" }),
  ...all("fromRows fromDanfo Frame", { gives: "frame" }),
  ...all("fromColumns fromArquero fromArrow scanArrow scanCsv scanJson scanNdjson scanParquet", {
    gives: "frame",
    holds: true,
  }),
  ...all(
    "sql collectAll makeDuckdbEngine toRowsAll readArrow readCsv readJson readNdjson readParquet schemaText bar histogram line scatter worldMap places parseNotebook parseScript PinbookError",
    {
      gives: "data",
      holds: true,
    },
  ),
  ["cached", { gives: "cached", holds: true }],
  ...all("exitCodeOf tally formatNotebook formatScript", { gives: "none" }),
  ["topicOf", { gives: "none", text: (texts) => `*.${kindOf(texts)}` }],
  ["streamOf", { gives: "none", text: (texts) => `streaming-*-${kindOf(texts)}` }],
  ["tableOf", { gives: "table", holds: true, text: (texts) => `*_${kindOf(texts)}_table` }],
  ["readConfig", { gives: "data", reads: configuration }],
  ["openPipeline", { gives: "pipeline", reads: configuration }],
  ["openStore", { gives: "store" }],
  ["mountBucket", { gives: "mount", holds: true }],
  ["mount", { gives: "mount", holds: true }],
  ["kafkaClient", { gives: "kafka" }],
  ["kinesisClient", { gives: "kinesis" }],
  ...all("bundledSource mysqlSource", { gives: "source" }),
  ...all("drawRows drawOffsets drawPosts", { gives: "data", reads: [every("rows")] }),
  ["createTopics", { gives: "data", writes: [every("topic")], effect: "creates topics" }],
  [
    "postRows",
    { gives: "data", reads: [every("rows"), every("topic")], writes: [every("topic")], effect: "posts rows" },
  ],
  [
    "sinkTopics",
    {
      gives: "data",
      reads: [every("topic")],
      writes: [every("object", "topics/**"), every("offsets")],
      effect: "writes objects",
    },
  ],
  [
    "runSink",
    { gives: "data", reads: [every("topic")], writes: [every("object"), every("offsets")], effect: "writes objects" },
  ],
  ["readRaw", { gives: "raw", reads: [every("object", "topics/**")] }],
  ["createTables", { gives: "data", writes: [every("table")], effect: "creates tables" }],
  [
    "appendTables",
    {
      gives: "data",
      reads: [every("object", "topics/**"), every("table")],
      writes: [every("table")],
      effect: "writes tables",
    },
  ],
  [
    "putRows",
    { gives: "data", reads: [every("rows"), every("stream")], writes: [every("stream")], effect: "puts rows" },
  ],
  [
    "streamTables",
    { gives: "data", reads: [every("stream"), every("table")], writes: [every("table")], effect: "writes tables" },
  ],
  ["readTables", { gives: "frames", reads: [every("table")] }],
  ...all("readRows readSnapshot tableHistory", { gives: "data", reads: [{ kind: "table", argument: 0 }] }),
  ["readDelta", { gives: "frame", holds: true, reads: [{ kind: "table", argument: 0 }] }],
  ["listTables", { gives: "data", reads: [every("table")] }],
  ["createTable", { gives: "data", writes: [{ kind: "table", argument: 0 }], effect: "creates a table" }],
  ...all("appendRows overwriteRows", {
    gives: "data",
    writes: [{ kind: "table", argument: 0 }],
    effect: "writes a table",
  }),
  ...all("startBroker startKinesis", { gives: "foreign", effect: "starts a server" }),
  ...all("runNotebook runNotebooks rerunNotebook watchNotebooks checkNotebook", {
    gives: "data",
    reads: [{ kind: "file", argument: -1 }],
    writes: [every("file")],
    effect: "runs a notebook",
  }),
  ["planRerun", { gives: "data", reads: [{ kind: "file", argument: -1 }] }],
  ["diffRuns", { gives: "data", reads: [every("file", ".pinbook/runs/**")] }],
]);

// What `pinbook` exports beside functions.
const constants: ReadonlySet<string> = new Set(
  words("kinds markers geoSchema pinSchema userSchema rawGeoSchema rawPinSchema rawUserSchema questions"),
);

/** Whether the graph knows what an export of pinbook does. */
export const isKnownExport = (name: string): boolean => specs.has(name) || isConstant(name);

/** Whether an export of pinbook is plain data. */
export const isConstant = (name: string): boolean => constants.has(name);

/** What a call of an export of pinbook does. */
export const applyPinbook = (it: Interpreter, path: string, args: Args, site: Node): Value => {
  const name = path.split(".")[0] ?? path;
  if (name === "op" || name === "cols") return asValue(it.site(site, "expr"));
  const spec = specs.get(path) ?? (name === "Frame" ? specs.get("Frame") : undefined);
  if (!spec) return foreignCall(it, newGroup("data", `pinbook's ${path}`), args, site);
  recordUse(it, spec, path, args);
  const given = join(...args.list, args.rest);
  const values = args.list.filter(({ groups }) => [...groups].some(({ calls }) => calls.size > 0));
  for (const one of values) maybe(it, () => it.call(one, { list: [], rest: given }, undefined, site));
  const text = spec.text?.(args.list.map((one) => one.text));
  if (spec.gives === "none") return { ...none, text };
  const group = it.site(site, spec.gives, mountPath(spec.gives, args));
  if (spec.holds && store(group, "*", join(given, memberOf(given, undefined)))) it.grown += 1;
  return { ...asValue(group), text };
};

const mountPath = (kind: string, { list }: Args): string =>
  kind === "mount" ? (list.map(({ text }) => text).find((text) => text?.startsWith("/")) ?? "") : "";

const members: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  pipeline: {
    ...{ kafka: "kafka", kinesis: "kinesis", source: "source", bucket: "store", tables: "store" },
    ...{ config: "none", endpoints: "none", log: "log" },
  },
  raw: { pin: "frame", geo: "frame", user: "frame", rejected: "data" },
  frames: { pin: "frame", geo: "frame", user: "frame" },
  cached: { frame: "frame", frames: "frames", release: "none" },
  frame: { top: "frame", medians: "frame", counts: "frame", joined: "frame" },
};

/** The kind of a field of an object that pinbook made; undefined where that is not known. */
export const memberKind = (kind: string, name: string | undefined): string | undefined => {
  if (kind === "frame") return "frame";
  return name === undefined ? undefined : members[kind]?.[name];
};
