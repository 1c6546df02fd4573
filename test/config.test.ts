import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, test } from "@jest/globals";
import { readConfig, readSecrets, shortSecrets } from "../src/config.ts";
import { temporaryFolder } from "./support/temporary.ts";

const project = async (credentials?: string): Promise<string> => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, "package.json"), "{}");
  if (credentials !== undefined) await writeFile(join(folder, "db_creds.yaml"), credentials);
  return folder;
};

const good = "HOST: db.example\nUSER: reader\nPASSWORD: 0123:secret\nDATABASE: pins\nPORT: 3306\n";

describe("readConfig", () => {
  test("keeps everything under .pinbook of the project where nothing is set", async () => {
    const cwd = await project();
    const config = readConfig({ env: {}, cwd });
    expect(config).toEqual({
      project: cwd,
      home: join(cwd, ".pinbook"),
      cacheSize: 2 * 1024 ** 3,
      userId: "0e33e87dfa09",
      s3: {},
      bucket: `file:${join(cwd, ".pinbook/bucket/user-0e33e87dfa09-bucket")}`,
      tables: `file:${join(cwd, ".pinbook/tables")}`,
    });
  });

  test("finds the project from a folder inside it", async () => {
    const cwd = await project();
    expect(readConfig({ env: {}, cwd: join(cwd, "notebooks") }).project).toBe(cwd);
  });

  test("takes MySQL where db_creds.yaml is there, its password as it is written and hidden", async () => {
    const cwd = await project(good);
    const { mysql } = readConfig({ env: {}, cwd });
    expect(mysql?.password.reveal()).toBe("0123:secret");
    expect({ ...mysql, password: undefined }).toEqual({
      host: "db.example",
      user: "reader",
      database: "pins",
      port: 3306,
    });
    expect(inspect(mysql) + JSON.stringify(mysql)).not.toContain("secret");
  });

  test("takes the bundled tables beside a db_creds.yaml where the environment says so", async () => {
    const cwd = await project(good);
    expect(readConfig({ env: { PINBOOK_SOURCE: "bundled" }, cwd }).mysql).toBeUndefined();
  });

  test.each([
    [
      "a missing file",
      undefined,
      { PINBOOK_SOURCE: "mysql" },
      /db_creds\.yaml is missing: write one line each for HOST/,
    ],
    ["a missing field", "HOST: a\nUSER: b\nPASSWORD: c\nDATABASE: d\n", {}, /db_creds\.yaml lacks PORT/],
    ["an empty password", "HOST: a\nUSER: b\nPASSWORD:\n  - x\nDATABASE: d\nPORT: 1\n", {}, /lacks PASSWORD/],
    ["a port that is none", good.replace("3306", "many"), {}, /PORT is "many": use a whole number/],
    ["text", "hello", {}, /write one line each/],
    ["no YAML", "HOST: 'a\n", {}, /cannot be read \(.*\): write one line each/],
  ])("refuses %s by name, with the remedy", async (_, credentials, env, message) => {
    const cwd = await project(credentials);
    expect(() => readConfig({ env, cwd })).toThrow(message);
  });

  test("never shows the password of a file that it cannot parse", async () => {
    const cwd = await project("HOST: a\nPASSWORD: [hunter2\nPORT: 1\n");
    expect(() => readConfig({ env: {}, cwd })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining("hunter2") }),
    );
  });

  test.each([
    ["PINBOOK_USER_ID", "Not Good", /PINBOOK_USER_ID is "Not Good"/],
    ["PINBOOK_SOURCE", "oracle", /use bundled or mysql/],
    ["PINBOOK_BUCKET", "ftp://x", /use file:FOLDER or s3:\/\/BUCKET\/PREFIX/],
    ["PINBOOK_API_URL", "localhost:80", /use an http:\/\/ or https:\/\/ URL/],
    ["PINBOOK_KAFKA_BROKERS", "host", /use host:port,host:port/],
  ])("refuses a wrong %s and says what is allowed", async (name, value, message) => {
    const cwd = await project();
    expect(() => readConfig({ env: { [name]: value }, cwd })).toThrow(message);
  });

  test("reads a cluster with SASL, and asks for what is missing", async () => {
    const cwd = await project();
    const env = {
      PINBOOK_KAFKA_BROKERS: "a:9092, b:9092",
      PINBOOK_KAFKA_TLS: "true",
      PINBOOK_KAFKA_SASL: "scram-sha-512",
    };
    expect(() => readConfig({ env, cwd })).toThrow(/needs PINBOOK_KAFKA_USERNAME and PINBOOK_KAFKA_PASSWORD/);
    const { kafka } = readConfig({ env: { ...env, PINBOOK_KAFKA_USERNAME: "u", PINBOOK_KAFKA_PASSWORD: "p" }, cwd });
    expect(kafka).toMatchObject({
      brokers: ["a:9092", "b:9092"],
      tls: true,
      sasl: { mechanism: "scram-sha-512", username: "u" },
    });
  });
});

describe("readSecrets", () => {
  const revealed = (sources: Parameters<typeof readSecrets>[0]) =>
    readSecrets(sources).map((secret) => secret.reveal());

  test("gives the passwords of the file and of the environment, in use or not", async () => {
    const env = {
      PINBOOK_SOURCE: "bundled",
      PINBOOK_KAFKA_PASSWORD: "of-kafka",
      AWS_SECRET_ACCESS_KEY: "of-aws",
      AWS_SESSION_TOKEN: "of-session",
      PINBOOK_API_URL: "https://me:p%40ss+word@api.example/prod",
      PINBOOK_KINESIS: "aws",
    };
    expect(revealed({ env, cwd: await project(good) })).toEqual([
      "0123:secret",
      "of-kafka",
      "of-aws",
      "of-session",
      "p%40ss+word",
      "p@ss+word",
    ]);
  });

  test("gives none where there is none", async () => {
    expect(revealed({ env: {}, cwd: await project() })).toEqual([]);
  });
});

test("Credentials that are too short to be hidden everywhere are told by their settings", async () => {
  const env = {
    PINBOOK_KAFKA_PASSWORD: "tiny",
    AWS_SECRET_ACCESS_KEY: "long-enough",
    PINBOOK_API_URL: "https://me:p@api.example/prod",
  };
  const cwd = await project(good.replace(/PASSWORD: .*/, "PASSWORD: root"));
  expect(shortSecrets({ env, cwd })).toEqual([
    "PASSWORD in db_creds.yaml",
    "PINBOOK_KAFKA_PASSWORD",
    "the password in PINBOOK_API_URL",
  ]);
  expect(shortSecrets({ env: {}, cwd: await project() })).toEqual([]);
});
