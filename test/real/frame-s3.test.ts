import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import {
  type Frame,
  fromColumns,
  fromRows,
  op,
  type RowOf,
  readArrow,
  readCsv,
  readDelta,
  readJson,
  readNdjson,
  readParquet,
  scanNdjson,
  scanParquet,
} from "../../src/frame/index.ts";
import type { ColumnTable, Schema } from "../../src/schema.ts";
import { mount, openStore } from "../../src/storage/index.ts";
import { peers } from "../bench/batch/peers.js";
import { everyDeltaType, everyType } from "../frame/write/every-type.ts";
import { pythonWith, runPython } from "../support/python.ts";
import { describeReal } from "../support/real.ts";
import { needS3Server, type S3Server, startS3Server } from "../support/s3-server.ts";
import { type ShownTable, shownTable } from "../support/shown-table.ts";
import { counting } from "../support/skipped-rows.ts";
import { temporaryFolder } from "../support/temporary.ts";

const schema = [
  { name: "country", type: "string", nullable: true },
  { name: "n", type: "int32", nullable: false },
  { name: "t", type: "string", nullable: false },
] as const satisfies Schema;
type R = RowOf<typeof schema>;
const countries = ["DE", "a/b c", null, "é+%20", ".."];
const rowsTo = (rowCount: number): readonly R[] =>
  Array.from({ length: rowCount }, (_, n) => ({ country: countries[n % 5] ?? null, n, t: `text ${n}` }));
const rows = rowsTo(100);
const frame: Frame<R> = fromRows(rows, schema);
const plain = ({ columns }: ColumnTable) =>
  Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, Array.from(values)]));

await describeReal("frames on an S3 server", [needS3Server], () => {
  let server: S3Server;
  let buckets = 0;

  beforeAll(async () => {
    server = await startS3Server(await temporaryFolder());
  });
  afterAll(() => server?.close());

  const newBucket = async (): Promise<string> => {
    const name = `frames-${++buckets}`;
    await server.createBucket(name);
    return `s3://${name}`;
  };
  const keysOf = async (bucket: string): Promise<readonly string[]> => {
    const keys: string[] = [];
    for await (const { key } of openStore(bucket, { s3: server.settings }).list("")) keys.push(key);
    return keys;
  };

  type Write = (frame: Frame, target: string, options: { readonly s3: S3Server["settings"] }) => Promise<unknown>;
  const formats: readonly (readonly [string, Write, typeof readNdjson])[] = [
    ["a.ndjson", (given, target, options) => given.writeNdjson(target, options), readNdjson],
    ["a.ndjson.gz", (given, target, options) => given.writeNdjson(target, options), readNdjson],
    ["a.json", (given, target, options) => given.writeJson(target, options), readJson],
    ["a.csv", (given, target, options) => given.writeCsv(target, options), readCsv],
    ["a.parquet", (given, target, options) => given.writeParquet(target, options), readParquet],
    ["a.arrow", (given, target, options) => given.writeArrow(target, options), readArrow],
    ["a.arrows", (given, target, options) => given.writeArrow(target, { ...options, format: "stream" }), readArrow],
  ];

  test.each(formats)("write %s, of every type, and read it again", async (name, write, read) => {
    const [bucket, s3] = [await newBucket(), server.settings];
    const target = `${bucket}/out/${name}`;
    await write(fromColumns(everyType), target, { s3 });
    expect(await keysOf(bucket)).toEqual([`out/${name}`]);
    await expect(write(fromColumns(everyType), target, { s3 })).rejects.toThrow("There is a file at");
    const { frame: back, rejectedCount } = await read(target, everyType.schema, { s3 });
    expect(rejectedCount).toBe(0);
    expect(plain(await back.collect({ engine: "arquero" }))).toEqual(plain(everyType));
  });

  test("write folders by column, and read them by glob, on both engines", async () => {
    const [bucket, s3] = [await newBucket(), server.settings];
    await frame.writeParquet(`${bucket}/by`, { s3, partitionBy: "country" });
    expect(await keysOf(bucket)).toHaveLength(5);
    await frame.writeParquet(`${bucket}/by`, { s3, partitionBy: "country", overwrite: true, rowsPerFile: 7 });
    expect(await keysOf(bucket)).toHaveLength(15);
    const scanned = scanParquet(`${bucket}/by/**/*.parquet`, schema, { s3, hive: true });
    for (const engine of ["arquero", "duckdb"] as const) {
      const found = await scanned
        .filter((d) => d.n.lt(50))
        .orderby("n")
        .toRows({ engine });
      expect(found).toEqual(rows.slice(0, 50));
    }
  });

  test("write what is larger than a part of an upload, and read a part of it alone", async () => {
    const bucket = await newBucket();
    const store = openStore(bucket, { s3: server.settings });
    const rowCount = 400_000;
    const large: ColumnTable = {
      schema: [
        { name: "n", type: "int32", nullable: false },
        { name: "t", type: "string", nullable: false },
      ],
      rowCount,
      columns: {
        n: Int32Array.from({ length: rowCount }, (_, n) => n),
        t: Array.from({ length: rowCount }, (_, n) => `${n} ${(n * 2654435761) % 4294967296} ${n * 7919}`),
      },
    };
    const { bytes } = await fromColumns(large).writeParquet({ store, path: "large.parquet" });
    await fromColumns(large).writeNdjson({ store, path: "large.ndjson" });
    expect(bytes).toBeGreaterThan(6_000_000);
    const { store: counted, read } = counting(store);
    const place = { store: counted, path: "large.parquet" };
    const last = scanParquet(place, large.schema).filter((d) =>
      (d.n as never as { ge(n: number): never }).ge(rowCount - 1),
    );
    expect(await last.toRows({ engine: "arquero" })).toMatchObject([{ n: rowCount - 1 }]);
    const few = read.length;
    read.length = 0;
    await scanParquet(place, large.schema).collect({ engine: "arquero" });
    expect(few).toBeLessThan(read.length);
    const lines = scanNdjson({ store, path: "large.ndjson" }, large.schema).rollup((d) => ({
      n: op.count(d.n as never),
    }));
    expect(await lines.toRows({ engine: "duckdb" })).toEqual([{ n: rowCount }]);
  });

  test("show nothing of a write that fails", async () => {
    const [bucket, s3] = [await newBucket(), server.settings];
    const lines = async function* () {
      yield { path: "a", bytes: new TextEncoder().encode('{"country":null,"n":1,"t":"x"}\n{"n":"x"}\n') };
    };
    const failing = scanNdjson(lines, schema, { strict: true });
    await expect(failing.writeParquet(`${bucket}/a.parquet`, { s3 })).rejects.toThrow("line 2");
    await expect(failing.writeDelta(`${bucket}/table`, { s3, partitionBy: "country" })).rejects.toThrow("line 2");
    expect(await keysOf(bucket)).toEqual([]);
  });

  test("read through a mount", async () => {
    const pins = mount("/mnt/pins", await newBucket(), { s3: server.settings });
    await frame.writeCsv(pins.at("out/pins.csv"));
    const { frame: back } = await readCsv(pins.at("out/*.csv"), schema);
    expect(await back.toRows()).toEqual(rows);
  });

  describe.each(["arquero", "duckdb"] as const)("keep Delta tables that %s writes", (engine) => {
    test("of every type", async () => {
      const [bucket, s3] = [await newBucket(), server.settings];
      await fromColumns(everyDeltaType).writeDelta(`${bucket}/t`, { s3, engine });
      const back = await (await readDelta(`${bucket}/t`, undefined, { s3 })).collect({ engine: "arquero" });
      expect(shownTable(back)).toEqual(shownTable(everyDeltaType));
    });

    test("divided by a column, of which a filter opens what it needs", async () => {
      const [bucket, s3] = [await newBucket(), server.settings];
      await frame.writeDelta(`${bucket}/t`, { s3, engine, partitionBy: "country" });
      await frame.writeDelta(`${bucket}/t`, { s3, engine, mode: "append" });
      const { store, read } = counting(openStore(bucket, { s3 }));
      const table = await readDelta({ store, path: "t" }, schema);
      read.length = 0;
      const found = await table
        .filter((d) => d.country.eq("a/b c"))
        .orderby("n")
        .toRows({ engine });
      expect(found.filter((_, index) => index % 2 === 0)).toEqual(rows.filter(({ country }) => country === "a/b c"));
      expect(new Set(read).size).toBe(2);
      await frame
        .filter((d) => d.country.eq("DE"))
        .writeDelta(`${bucket}/t`, { s3, engine, mode: "overwritePartitions" });
      expect(await (await readDelta({ store, path: "t" }, schema)).toRows()).toHaveLength(180);
    });
  });
});

let python = "";
const needPeers = async () => {
  python = await pythonWith(peers);
};

await describeReal("delta-rs on an S3 server", [needS3Server, needPeers], () => {
  let server: S3Server;
  beforeAll(async () => {
    server = await startS3Server(await temporaryFolder());
  });
  afterAll(() => server?.close());

  test("reads and appends to a table that pinbook divided, and pinbook reads it", async () => {
    const { settings } = server;
    await server.createBucket("lake");
    await frame.writeDelta("s3://lake/t", { s3: settings, partitionBy: "country" });
    const files = await readFile(new URL("foreign/files.py", import.meta.url), "utf8");
    const script = `${files.slice(0, files.indexOf("if __name__"))}
from deltalake import DeltaTable, write_deltalake
options = {"AWS_ENDPOINT_URL": sys.argv[1], "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "test-access",
  "AWS_SECRET_ACCESS_KEY": "test-secret", "AWS_ALLOW_HTTP": "true", "AWS_CONDITIONAL_PUT": "etag"}
table = DeltaTable("s3://lake/t", storage_options=options).to_pyarrow_table()
write_deltalake("s3://lake/t", table, mode="append", storage_options=options)
print(json.dumps(shown(table)))`;
    const found = JSON.parse(await runPython(python, script, [settings.endpoint])) as ShownTable;
    const texts = ({ columns }: ShownTable) =>
      (columns.n ?? []).map((n, row) => JSON.stringify([n, columns.country?.[row], columns.t?.[row]])).sort();
    const wanted = texts(shownTable(await frame.collect()));
    expect(texts(found)).toEqual(wanted);
    const ours = shownTable(await (await readDelta("s3://lake/t", undefined, { s3: settings })).collect());
    expect(texts(ours)).toEqual(wanted.flatMap((text) => [text, text]));
  });
});
