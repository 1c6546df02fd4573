import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { appendRows, createTable, latestTxn, overwriteRows, readRows, tableHistory } from "../../src/delta/index.ts";
import type { ColumnTable, DataType } from "../../src/schema.ts";
import { fileStore, openStore } from "../../src/storage/index.ts";
import { rowsOf, schemaOf, toRows } from "../delta/rows.ts";
import { pythonWith, runPython } from "../support/python.ts";
import { describeReal } from "../support/real.ts";
import { needS3Server, type S3Server, startS3Server } from "../support/s3-server.ts";
import { temporaryFolder } from "../support/temporary.ts";

const struct = (types: Readonly<Record<string, DataType>>): DataType => ({ kind: "struct", fields: schemaOf(types) });
const list = (element: DataType): DataType => ({ kind: "list", element, containsNull: true });
const schema = schemaOf({
  id: "int64",
  text: "string",
  at: "timestamp",
  local: "timestamp_ntz",
  day: "date",
  small: "int8",
  short: "int16",
  whole: "int32",
  single: "float32",
  double: "float64",
  flag: "boolean",
  bytes: "binary",
  tags: list("string"),
  place: struct({ country: "string", point: list("float64") }),
  places: list(struct({ a: "int32" })),
  counts: { kind: "map", key: "string", value: "int64", valueContainsNull: true },
});
const nothing = Object.fromEntries(schema.map(({ name }) => [name, null]));
const row = {
  id: 2n ** 63n - 1n,
  text: "Café 😀\n\uFEFF\"'",
  at: -1n,
  local: 1_514_764_800_123_456n,
  day: -1,
  small: -128,
  short: 32767,
  whole: -(2 ** 31),
  single: 0.5,
  double: 5e-324,
  flag: false,
  bytes: new Uint8Array([0, 255]),
  tags: ["a", null, ""],
  place: { country: null, point: [0.1, null] },
  places: [{ a: 1 }, null, { a: null }],
  counts: new Map([
    ["z", 1n],
    ["a", null],
  ]),
};
const empty = {
  ...nothing,
  id: -(2n ** 63n),
  text: "",
  tags: [],
  places: [],
  counts: new Map(),
  place: { country: "x", point: [] },
};

/** The rows as the Python side prints them. */
const shown = (table: ColumnTable): unknown =>
  JSON.parse(
    JSON.stringify(toRows(table), (_, value) => {
      if (typeof value === "bigint") return value.toString();
      if (value instanceof Map) return [...value];
      return value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value;
    }),
  );

const PREPARE = `
import sys, json, datetime as dt
import pyarrow as pa
from deltalake import DeltaTable, write_deltalake, CommitProperties, Transaction
folder = sys.argv[1]
def plain(type, value):
    if value is None: return None
    if pa.types.is_int64(type): return str(value)
    if pa.types.is_binary(type): return value.hex()
    if pa.types.is_date(type): return (value - dt.date(1970, 1, 1)).days
    if pa.types.is_timestamp(type): return str((value.replace(tzinfo=None) - dt.datetime(1970, 1, 1)) // dt.timedelta(microseconds=1))
    if pa.types.is_list(type): return [plain(type.value_type, item) for item in value]
    if pa.types.is_map(type): return [[plain(type.key_type, k), plain(type.item_type, v)] for k, v in value]
    if pa.types.is_struct(type): return {f.name: plain(f.type, value[f.name]) for f in type}
    return value
def rows(version=None):
    table = DeltaTable(folder, version=version).to_pyarrow_dataset().to_table()
    return [{f.name: plain(f.type, r[f.name]) for f in table.schema} for r in table.to_pylist()]
`;

let python = "";
const needPython = async (): Promise<void> => {
  python = await pythonWith(["deltalake==1.6.6", "pyarrow==26.0.1"]);
};

const place = async () => {
  const folder = await temporaryFolder();
  const inPython = async (script: string) =>
    JSON.parse((await runPython(python, PREPARE + script, [folder])) || "null");
  return { ref: { store: fileStore(folder), path: "" }, inPython };
};
const byId = (rows: unknown): unknown =>
  (rows as Record<string, string>[]).toSorted((a, b) => (`${a.id}` < `${b.id}` ? -1 : 1));

await describeReal("deltalake reads", [needPython], () => {
  test("every type, version and commit that pinbook wrote, over a checkpoint too", async () => {
    const { ref, inPython } = await place();
    await createTable(ref, { schema, name: "all types" });
    await appendRows(ref, rowsOf(schema, [row, nothing, empty]), { txns: [{ appId: "app", version: 7 }] });
    await overwriteRows(ref, rowsOf(schema, [empty]));
    await overwriteRows(ref, rowsOf(schema, []));
    for (let at = 0; at < 9; at++) await appendRows(ref, rowsOf(schema, [{ ...row, id: BigInt(at) }]));
    const theirs = await inPython(`
table = DeltaTable(folder)
print(json.dumps({"version": table.version(), "name": table.metadata().name, "txn": table.transaction_version("app"),
  "history": [[h["version"], h["operation"]] for h in table.history()], "files": len(table.file_uris()),
  "rows": {v: rows(v) for v in (0, 1, 2, 3, 12)}}))`);
    const history = (await tableHistory(ref)).map(({ version, operation }) => [version, operation]);
    expect(theirs).toMatchObject({ version: 12, name: "all types", txn: 7, history, files: 9 });
    for (const [version, rows] of Object.entries(theirs.rows))
      expect(byId(rows)).toEqual(byId(shown(await readRows(ref, { version: Number(version) }))));
    expect(theirs.rows[1]).toHaveLength(3);
  });

  test("only the rows that its filters ask for, by the statistics that pinbook wrote", async () => {
    const { ref, inPython } = await place();
    const some = schemaOf({ id: "int64", text: "string", at: "timestamp" });
    await createTable(ref, { schema: some });
    const long = "x".repeat(40);
    await appendRows(ref, rowsOf(some, [{ id: 1n, text: `${long}z`, at: 1_700_000_000_123_456n }]));
    await appendRows(ref, rowsOf(some, [{ id: 2n, text: "😀", at: -1n }]));
    const theirs = await inPython(`
table = DeltaTable(folder)
when = dt.datetime(2023, 11, 14, 22, 13, 20, 123456, tzinfo=dt.timezone.utc)
ids = lambda *filter: [r["id"] for r in table.to_pyarrow_table(filters=[filter]).to_pylist()]
print(json.dumps([ids("at", ">=", when), ids("text", "=", "x" * 40 + "z"), ids("text", ">", "\\uffff"), ids("id", "<", 2)]))`);
    expect(theirs).toEqual([[1], [1], [2], [1]]);
  });
});

await describeReal("pinbook reads", [needPython], () => {
  const WRITE = `
when = dt.datetime(1969, 12, 31, 23, 59, 59, 999999)
data = pa.table({
  "id": pa.array([1, 2, None], pa.int64()), "text": ["a 😀", None, "\\ufeffb"], "ntz": pa.array([when, None, when], pa.timestamp("us")),
  "at": pa.array([when, None, when], pa.timestamp("us", "UTC")), "tags": pa.array([["a", None], [], None], pa.list_(pa.string())),
  "m": pa.array([[("k", 1)], [], None], pa.map_(pa.string(), pa.int64())), "s": pa.array([{"x": None}, None, {"x": 1.5}]),
  "day": pa.array([dt.date(2024, 1, 1), dt.date(1969, 12, 31), None]), "p": ["x/y z", "é%20", None]})
`;

  test("every version of what deltalake appended and overwrote, partitions and checkpoint too", async () => {
    const { ref, inPython } = await place();
    const theirs = await inPython(`${WRITE}
first = CommitProperties(app_transactions=[Transaction("app", 5)])
write_deltalake(folder, data, partition_by=["day", "p"], commit_properties=first)
write_deltalake(folder, data, mode="append")
DeltaTable(folder).create_checkpoint()
write_deltalake(folder, data.slice(0, 1), mode="overwrite")
write_deltalake(folder, data, mode="append")
print(json.dumps({v: rows(v) for v in range(4)}))`);
    for (const [version, rows] of Object.entries(theirs))
      expect(byId(shown(await readRows(ref, { version: Number(version) })))).toEqual(byId(rows));
    expect(await latestTxn(ref, "app")).toBe(5);
    expect((await tableHistory(ref))[0]).toMatchObject({ version: 3, operation: "WRITE" });
  });

  test("and writes a table that deltalake writes too, in turns", async () => {
    const { ref, inPython } = await place();
    await inPython(`${WRITE}\nwrite_deltalake(folder, data.drop_columns(["ntz"]))`);
    const { schema: theirSchema } = await readRows(ref);
    await appendRows(
      ref,
      rowsOf(theirSchema, [{ id: 9n, text: "ours", tags: ["t"], m: new Map([["k", null]]), s: { x: 2 } }]),
    );
    const theirs = await inPython(`${WRITE}
write_deltalake(folder, data.drop_columns(["ntz"]).slice(0, 1), mode="append")
print(json.dumps(rows()))`);
    const ours = await readRows(ref);
    expect(ours.rowCount).toBe(5);
    expect(byId(theirs)).toEqual(byId(shown(ours)));
  });
});

await describeReal("on S3", [needS3Server], () => {
  let server: S3Server;
  beforeAll(async () => {
    server = await startS3Server(await temporaryFolder());
  });
  afterAll(() => server?.close());

  test("twenty writers at the same time all land, and the table is read over its checkpoint", async () => {
    await server.createBucket("tables");
    const ref = { store: openStore("s3://tables/lake", { s3: server.settings }), path: "t" };
    const one = schemaOf({ id: "int64" });
    await createTable(ref, { schema: one });
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, at) => appendRows(ref, rowsOf(one, [{ id: BigInt(at) }]))),
    );
    expect(new Set(results.map(({ version }) => version)).size).toBe(20);
    const read = toRows(await readRows(ref)).map(({ id }) => Number(id));
    expect(read.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, at) => at));
    expect(await ref.store.head("t/_delta_log/_last_checkpoint")).toBeDefined();
  });
});
