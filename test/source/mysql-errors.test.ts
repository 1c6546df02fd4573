import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { describe, expect, test } from "@jest/globals";
import { listen } from "../../src/http.ts";
import { Secret } from "../../src/secret.ts";
import { bundledSource, loadTables, type MySqlSettings, mysqlSource } from "../../src/source/index.ts";
import { mySqlError } from "../../src/source/mysql-errors.ts";

const settings: MySqlSettings = {
  host: "127.0.0.1",
  user: "reader",
  password: new Secret("hunter2"),
  database: "pins",
  port: 3306,
};

describe("an error of the database", () => {
  test.each([
    ["ETIMEDOUT", "no MySQL server answers at 127.0.0.1:3306"],
    ["ER_ACCESS_DENIED_ERROR", "refuses user reader with this password"],
    ["ER_BAD_DB_ERROR", "has no database pins"],
    ["ER_NO_SUCH_TABLE", "mysql://reader@127.0.0.1:3306/pins has no table user_data"],
    ["ER_TABLEACCESS_DENIED_ERROR", "user reader may not do this in database pins"],
    ["PROTOCOL_CONNECTION_LOST", "broke the connection off"],
    ["HANDSHAKE_SSL_ERROR", "no TLS connection with the MySQL server at 127.0.0.1:3306"],
    [
      "ER_SOMETHING_NEW",
      "mysql://reader@127.0.0.1:3306/pins: what the server said (ER_SOMETHING_NEW); HOST, USER, PASSWORD",
    ],
  ])("with code %s says what is wrong and where", (code, words) => {
    const error = mySqlError(Object.assign(new Error("what the server said"), { code }), settings, "user_data");
    expect(error.message).toContain(words);
    expect(error.message).not.toContain("hunter2");
  });

  test("that is not the database's keeps its words", () => {
    expect(mySqlError(new Error("the source broke"), settings).message).toBe("the source broke");
  });
});

test("a server that is not there is named with the remedy, by source and by load", async () => {
  const port = await closedPort();
  const source = mysqlSource({ ...settings, port });
  const words = new RegExp(
    `no MySQL server answers at 127\\.0\\.0\\.1:${port}: start it, or mend HOST and PORT in db_creds\\.yaml`,
  );
  await expect(source.rowAt("user_data", 0)).rejects.toThrow(words);
  await expect(source.count("user_data")).rejects.toThrow(words);
  await expect(source.rows("user_data")[Symbol.asyncIterator]().next()).rejects.toThrow(words);
  await expect(loadTables({ ...settings, port }, bundledSource())).rejects.toThrow(words);
  await source.close();
});

const closedPort = async (): Promise<number> => {
  const server = createServer();
  await listen(server, "127.0.0.1", 0);
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};
