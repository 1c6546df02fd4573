import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Draw, drawRows } from "../../src/emulator/index.ts";
import { Secret } from "../../src/secret.ts";
import {
  bundledSource,
  loadTables,
  type MySqlSettings,
  mysqlSource,
  type Row,
  type RowSource,
  type TableName,
  tableNames,
} from "../../src/source/index.ts";
import { type MariaDb, needMariaDb, startMariaDb } from "../support/mariadb.ts";
import { describeReal } from "../support/real.ts";

await describeReal("MariaDB as the row source", [needMariaDb], () => {
  let server: MariaDb | undefined;
  const bundled = bundledSource();
  const open: RowSource[] = [];

  beforeAll(async () => {
    server = await startMariaDb();
    await server.execute(
      "CREATE DATABASE pins CHARACTER SET latin1",
      "CREATE USER reader@'127.0.0.1' IDENTIFIED BY 's3cret pässword'",
      "GRANT ALL ON pins.* TO reader@'127.0.0.1'",
      "CREATE DATABASE empty_one",
      "GRANT ALL ON empty_one.* TO reader@'127.0.0.1'",
    );
    await loadTables(settings(), bundled);
  });

  afterAll(async () => {
    await Promise.all(open.map((source) => source.close()));
    await server?.stop();
  });

  const settings = (changes: Partial<MySqlSettings> = {}): MySqlSettings => ({
    host: server?.host ?? "",
    port: server?.port ?? 0,
    user: "reader",
    password: new Secret("s3cret pässword"),
    database: "pins",
    ...changes,
  });

  const source = (changes: Partial<MySqlSettings> = {}): RowSource => {
    const opened = mysqlSource(settings(changes));
    open.push(opened);
    return opened;
  };

  test("gives the first 200 draws as the bundled tables do", async () => {
    const spec = { seed: 100, count: 200 };
    expect(await collect(drawRows(source(), spec))).toEqual(await collect(drawRows(bundled, spec)));
  });

  test.each(tableNames)("gives every row of %s back, column for column", async (table) => {
    const found = await collect(source().rows(table));
    const wanted = await collect(bundled.rows(table));
    expect(await source().count(table)).toBe(11_154);
    expect(found).toHaveLength(wanted.length);
    expect(found.findIndex((row, i) => JSON.stringify(row) !== JSON.stringify(wanted[i]))).toBe(-1);
  });

  test("reads tables that have no primary key and other integer types", async () => {
    await server?.execute(
      "CREATE DATABASE plain",
      "GRANT ALL ON plain.* TO reader@'127.0.0.1'",
      "CREATE TABLE plain.user_data (ind BIGINT, first_name TEXT, last_name TEXT, age BIGINT, date_joined DATETIME) CHARSET utf8mb4",
      "INSERT INTO plain.user_data VALUES (1, 'Zoë', NULL, 20, '2017-03-26 02:30:00'), (0, '李', '🙂', NULL, NULL)",
    );
    expect(await collect(source({ database: "plain" }).rows("user_data"))).toEqual([
      { ind: 1, first_name: "Zoë", last_name: null, age: 20, date_joined: "2017-03-26T02:30:00" },
      { ind: 0, first_name: "李", last_name: "🙂", age: null, date_joined: null },
    ]);
  });

  test("reads on after a reader of all rows has broken off", async () => {
    const opened = source();
    for (let i = 0; i < 5; i++) expect(await collect(take(opened.rows("user_data"), 3))).toHaveLength(3);
    expect(await opened.rowAt("user_data", 5)).toEqual(await bundled.rowAt("user_data", 5));
    await expect(collect(source({ database: "empty_one" }).rows("user_data"))).rejects.toThrow(
      "has no table user_data",
    );
  });

  test("names table and count for an offset past the end", async () => {
    await expect(source().rowAt("user_data", 11_154)).rejects.toThrow(
      `user_data has no row at offset 11154: it has 11154 rows, so offsets are 0 to 11153 (mysql://reader@127.0.0.1:${server?.port}/pins)`,
    );
  });

  test("says what is wrong with the credentials and never shows the password", async () => {
    const fail = (changes: Partial<MySqlSettings>, table: TableName = "user_data"): Promise<Error> =>
      source(changes)
        .rowAt(table, 0)
        .then(
          () => Promise.reject(new Error("it worked")),
          (error: Error) => error,
        );
    const wrong = await fail({ password: new Secret("open sesame") });
    expect(wrong.message).toBe(
      `the MySQL server at 127.0.0.1:${server?.port} refuses user reader with this password: mend USER and PASSWORD in db_creds.yaml`,
    );
    expect((await fail({ database: "empty_one" }, "geolocation_data")).message).toMatch(
      /\/empty_one has no table geolocation_data: fill it with `pinbook data load`/,
    );
    expect((await fail({ database: "mysql" })).message).toMatch(/user reader may not do this in database mysql/);
    expect((await fail({ user: "root", password: new Secret(""), database: "nowhere" })).message).toMatch(
      /has no database nowhere: create it, or mend DATABASE in db_creds\.yaml/,
    );
    expect(JSON.stringify([wrong.message, settings()])).not.toMatch(/sesame|s3cret/);
  });

  test("demands TLS where it is asked for", async () => {
    await expect(source({ ssl: {} }).count("user_data")).rejects.toThrow(/no TLS connection with the MySQL server at/);
  });

  test("refuses to load over rows, and puts the tables in their place when told to", async () => {
    await expect(loadTables(settings(), bundled)).rejects.toThrow(
      /pinterest_data in mysql:\/\/reader@.*\/pins holds rows already and nothing was written/,
    );
    expect(await loadTables(settings(), bundled, { replace: true })).toEqual(
      tableNames.map((table) => ({ table, rows: 11_154 })),
    );
  });

  test("leaves a table as it was where the load is broken off", async () => {
    const broken: RowSource = {
      ...bundled,
      rows: async function* (table) {
        yield* take(bundled.rows(table), 700);
        throw new Error("the source broke");
      },
    };
    await expect(loadTables(settings(), broken, { replace: true })).rejects.toThrow(/^the source broke$/);
    expect(await source().count("pinterest_data")).toBe(11_154);
  });
});

const collect = async <T extends Draw | Row>(rows: AsyncIterable<T>): Promise<readonly T[]> => {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
};

async function* take(rows: AsyncIterable<Row>, count: number): AsyncGenerator<Row> {
  let left = count;
  for await (const row of rows) {
    if (left-- <= 0) return;
    yield row;
  }
}
