import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { isRecording, recordAccess, unrecorded } from "./access.ts";
import { envFingerprint } from "./env-fingerprint.ts";
import { messageOf, usageError } from "./errors.ts";
import type { KafkaSettings } from "./kafka/index.ts";
import type { KinesisSettings } from "./kinesis/index.ts";
import { findProject } from "./project.ts";
import { Secret, shortestMasked } from "./secret.ts";
import type { MySqlSettings } from "./source/index.ts";
import type { S3Settings } from "./storage/index.ts";

/** Where everything is. What is undefined is served by the embedded stack or the bundled tables. */
export interface Config {
  /** The folder that holds the project: db_creds.yaml, .pinbook/, notebooks/. */
  readonly project: string;
  /** State of the embedded stack, of runs and of streams: `.pinbook` in the project. */
  readonly home: string;
  /** Names topics, streams, bucket and tables. */
  readonly userId: string;
  readonly mysql?: MySqlSettings;
  readonly kafka?: KafkaSettings;
  /** Invoke URL of the API gateway, its stage included. */
  readonly api?: string;
  readonly kinesis?: KinesisSettings;
  readonly s3: S3Settings;
  /** `file:…` or `s3://…`, where the sink writes and the mount reads. */
  readonly bucket: string;
  /** `file:…` or `s3://…`, the folder of the Delta tables. */
  readonly tables: string;
  /** Jupyter's own data folder where the environment names one. */
  readonly jupyterDataDir?: string;
  /** Bytes that the cache of cells' values and outputs may have. */
  readonly cacheSize: number;
  /** The process that Jupyter started the kernel from. */
  readonly jupyterParent?: number;
  /** The notebook that Jupyter started the kernel for. */
  readonly jupyterSession?: string;
  /** The browser that makes PDFs, where one is named. */
  readonly chromium?: string;
  /** Windows' folder for applications' data. */
  readonly appData?: string;
}

/** Where to read settings from; the process's own by default. */
export interface ConfigSources {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
}

/** One variable of the environment that pinbook reads. */
export interface Setting {
  readonly name: string;
  readonly means: string;
}

/** Every variable that readConfig reads, for `--help` and the documentation. */
export const settings: readonly Setting[] = [
  { name: "PINBOOK_USER_ID", means: "names topics, streams, bucket and tables (0e33e87dfa09)" },
  { name: "PINBOOK_HOME", means: "folder of the embedded stack's state (.pinbook in the project)" },
  { name: "PINBOOK_SOURCE", means: "bundled or mysql (mysql where db_creds.yaml is there)" },
  { name: "PINBOOK_DB_CREDS", means: "file with HOST, USER, PASSWORD, DATABASE, PORT (db_creds.yaml)" },
  { name: "PINBOOK_API_URL", means: "invoke URL of the API gateway (the embedded one)" },
  { name: "PINBOOK_KAFKA_BROKERS", means: "host:port,… of a Kafka cluster (the embedded broker)" },
  { name: "PINBOOK_KAFKA_TLS", means: "true for TLS" },
  { name: "PINBOOK_KAFKA_SASL", means: "plain, scram-sha-256 or scram-sha-512" },
  { name: "PINBOOK_KAFKA_USERNAME", means: "SASL user" },
  { name: "PINBOOK_KAFKA_PASSWORD", means: "SASL password" },
  { name: "PINBOOK_KINESIS", means: "aws, or the URL of an endpoint (the embedded one)" },
  { name: "PINBOOK_BUCKET", means: "file:… or s3://… (file: in .pinbook)" },
  { name: "PINBOOK_TABLES", means: "file:… or s3://… of the Delta tables (file: in .pinbook)" },
  { name: "PINBOOK_S3_ENDPOINT", means: "URL of an S3 server that is not AWS" },
  { name: "AWS_REGION", means: "region of S3 and Kinesis; credentials come from the AWS SDK's own chain" },
  { name: "PINBOOK_CACHE_SIZE", means: "what the cache of cells' values may take: bytes, or as 500MB or 4GB (2GB)" },
  { name: "PINBOOK_CHROMIUM", means: "the Chromium or Chrome that `pinbook report --to pdf` uses (an installed one)" },
  { name: "JUPYTER_DATA_DIR", means: "where `pinbook kernel install` writes" },
];

/** Reads the environment and db_creds.yaml; throws a usage error that names the variable or file, its value and the remedy. */
export const readConfig = (sources: ConfigSources = {}): Config => {
  const config = unrecorded(() => readAll(sources));
  if (!sources.env && isRecording())
    for (const name of [...settings.map((setting) => setting.name), credentialsName])
      recordAccess({ kind: "env", name, fingerprint: settingFingerprint(name, config.project) });
  return config;
};

/** What a variable is now, without telling it; of the file of credentials only its time and size. */
export const settingFingerprint = (name: string, project: string): string => {
  if (name !== credentialsName) return envFingerprint(name, process.env[name]);
  const path = resolve(project, process.env.PINBOOK_DB_CREDS || credentialsName);
  const stats = unrecorded(() => statSync(path, { throwIfNoEntry: false }));
  return stats ? `${stats.size}-${stats.mtimeMs}` : "absent";
};

const credentialsName = "db_creds.yaml";

const readAll = (sources: ConfigSources): Config => {
  const { env = process.env, cwd = process.cwd() } = sources;
  const project = findProject(cwd);
  const home = resolve(project, env.PINBOOK_HOME || ".pinbook");
  const userId = env.PINBOOK_USER_ID || "0e33e87dfa09";
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(userId)) {
    throw usageError(
      `PINBOOK_USER_ID is ${JSON.stringify(userId)}: use lower-case letters, digits and "-", 40 at most`,
    );
  }
  return {
    project,
    home,
    userId,
    ...optional("mysql", readMySql(env, project)),
    ...optional("kafka", readKafka(env)),
    ...optional("api", readUrl(env, "PINBOOK_API_URL")),
    ...optional("kinesis", readKinesis(env)),
    s3: { ...optional("endpoint", readUrl(env, "PINBOOK_S3_ENDPOINT")), ...optional("region", env.AWS_REGION) },
    bucket: location(env, project, "PINBOOK_BUCKET", join(home, "bucket", `user-${userId}-bucket`)),
    tables: location(env, project, "PINBOOK_TABLES", join(home, "tables")),
    cacheSize: readSize(env, "PINBOOK_CACHE_SIZE") ?? 2 * 1024 ** 3,
    ...optional("chromium", env.PINBOOK_CHROMIUM || undefined),
    ...optional("jupyterDataDir", env.JUPYTER_DATA_DIR || undefined),
    ...optional("jupyterSession", env.JPY_SESSION_NAME ? resolve(cwd, env.JPY_SESSION_NAME) : undefined),
    ...optional("jupyterParent", env.JPY_PARENT_PID ? Number(env.JPY_PARENT_PID) : undefined),
    ...optional("appData", env.APPDATA || undefined),
  };
};

/** The folders in which programs are looked for, as PATH has them. */
export const readPath = ({ env = process.env }: ConfigSources = {}): string => env.PATH ?? "";

/** Every credential in the environment and db_creds.yaml, in use or not: what nothing that is written may show. */
export const readSecrets = (sources: ConfigSources = {}): readonly Secret[] =>
  credentials(sources).map(({ value }) => new Secret(value));

/** What people call the credentials that are too short to be hidden in any text: the setting that holds each. */
export const shortSecrets = (sources: ConfigSources = {}): readonly string[] => [
  ...new Set(credentials(sources).flatMap(({ name, value }) => (value.length < shortestMasked ? [name] : []))),
];

const credentials = ({ env = process.env, cwd = process.cwd() }: ConfigSources) => {
  const path = credentialsPath(env, findProject(cwd));
  const file = existsSync(path) ? (readCredentials(path) as { PASSWORD?: unknown } | null) : undefined;
  const names = ["PINBOOK_KAFKA_PASSWORD", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];
  const addresses = ["PINBOOK_API_URL", "PINBOOK_KINESIS", "PINBOOK_S3_ENDPOINT"];
  const found = [
    { name: `PASSWORD in ${basename(path)}`, value: file?.PASSWORD },
    ...names.map((name) => ({ name, value: env[name] })),
    ...addresses.flatMap((name) => passwordsIn(env[name]).map((value) => ({ name: `the password in ${name}`, value }))),
  ];
  return found.flatMap(({ name, value }) => (typeof value === "string" && value !== "" ? [{ name, value }] : []));
};

// As it is written and as it is meant.
const passwordsIn = (url = ""): readonly string[] => {
  const { password } = URL.canParse(url) ? new URL(url) : { password: "" };
  return [password, new URLSearchParams(`p=${password.replaceAll("+", "%2B")}`).get("p") ?? ""];
};

const credentialsPath = (env: Environment, project: string): string =>
  resolve(project, env.PINBOOK_DB_CREDS || "db_creds.yaml");

type Environment = Readonly<Record<string, string | undefined>>;

const optional = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } =>
  value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });

const location = (env: Environment, project: string, name: string, fallback: string): string => {
  const value = env[name] || `file:${fallback}`;
  if (value.startsWith("s3://")) return value;
  if (!value.startsWith("file:"))
    throw usageError(`${name} is ${JSON.stringify(value)}: use file:FOLDER or s3://BUCKET/PREFIX`);
  return value.startsWith("file://") ? value : `file:${resolve(project, value.slice("file:".length))}`;
};

const readSize = (env: Environment, name: string): number | undefined => {
  const value = env[name];
  if (!value) return undefined;
  const [, digits, unit = ""] = /^(\d+(?:\.\d+)?)\s*([KMGT]?)B?$/i.exec(value.trim()) ?? [];
  if (digits === undefined)
    throw usageError(`${name} is ${JSON.stringify(value)}: use a number of bytes, or one with KB, MB or GB`);
  return Math.round(Number(digits) * 1024 ** ["", "K", "M", "G", "T"].indexOf(unit.toUpperCase()));
};

const readUrl = (env: Environment, name: string): string | undefined => {
  const value = env[name];
  if (!value) return undefined;
  if (!/^https?:\/\//.test(value) || !URL.canParse(value)) {
    throw usageError(`${name} is ${JSON.stringify(value)}: use an http:// or https:// URL`);
  }
  return value.replace(/\/+$/, "");
};

const readKafka = (env: Environment): KafkaSettings | undefined => {
  if (!env.PINBOOK_KAFKA_BROKERS) return undefined;
  const brokers = env.PINBOOK_KAFKA_BROKERS.split(",").map((broker) => broker.trim());
  const wrong = brokers.find((broker) => !/^[^\s:]+:\d+$/.test(broker));
  if (wrong !== undefined)
    throw usageError(`PINBOOK_KAFKA_BROKERS holds ${JSON.stringify(wrong)}: use host:port,host:port`);
  const tls = env.PINBOOK_KAFKA_TLS === "true";
  const mechanism = env.PINBOOK_KAFKA_SASL;
  if (!mechanism) return { brokers, tls };
  if (mechanism !== "plain" && mechanism !== "scram-sha-256" && mechanism !== "scram-sha-512") {
    throw usageError(`PINBOOK_KAFKA_SASL is ${JSON.stringify(mechanism)}: use plain, scram-sha-256 or scram-sha-512`);
  }
  const { PINBOOK_KAFKA_USERNAME: username, PINBOOK_KAFKA_PASSWORD: password } = env;
  if (!username || !password)
    throw usageError("PINBOOK_KAFKA_SASL needs PINBOOK_KAFKA_USERNAME and PINBOOK_KAFKA_PASSWORD");
  return { brokers, tls, sasl: { mechanism, username, password: new Secret(password) } };
};

const readKinesis = (env: Environment): KinesisSettings | undefined => {
  if (!env.PINBOOK_KINESIS) return undefined;
  const region = optional("region", env.AWS_REGION);
  return env.PINBOOK_KINESIS === "aws"
    ? region
    : { ...region, ...optional("endpoint", readUrl(env, "PINBOOK_KINESIS")) };
};

const readMySql = (env: Environment, project: string): MySqlSettings | undefined => {
  const path = credentialsPath(env, project);
  const wanted = env.PINBOOK_SOURCE || (env.PINBOOK_DB_CREDS || existsSync(path) ? "mysql" : "bundled");
  if (wanted === "bundled") return undefined;
  if (wanted !== "mysql") throw usageError(`PINBOOK_SOURCE is ${JSON.stringify(wanted)}: use bundled or mysql`);
  return parseCredentials(readCredentials(path), path);
};

const credentialsForm = "write one line each for HOST, USER, PASSWORD, DATABASE and PORT, as in `HOST: localhost`";

const readCredentials = (path: string): unknown => {
  if (!existsSync(path)) throw usageError(`${path} is missing: ${credentialsForm}, or set PINBOOK_SOURCE=bundled`);
  try {
    // Loaded only where there is such a file: that takes as long as all of Node's start.
    const { parse } = createRequire(import.meta.url)("yaml") as typeof import("yaml");
    // Every value as it is written: a password of digits keeps its leading zeros.
    return parse(readFileSync(path, "utf8"), { schema: "failsafe" });
  } catch (error) {
    const [reason] = messageOf(error).split("\n");
    throw usageError(`${path} cannot be read (${reason?.replace(/:$/, "")}): ${credentialsForm}`);
  }
};

const parseCredentials = (value: unknown, path: string): MySqlSettings => {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw usageError(`${path}: ${credentialsForm}`);
  const fields = value as Readonly<Record<string, unknown>>;
  const missing = ["HOST", "USER", "PASSWORD", "DATABASE", "PORT"].filter((name) => typeof fields[name] !== "string");
  if (missing.length > 0) throw usageError(`${path} lacks ${missing.join(", ")}: ${credentialsForm}`);
  const port = Number(fields.PORT);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw usageError(`${path}: PORT is ${JSON.stringify(fields.PORT)}: use a whole number from 1 to 65535`);
  }
  return {
    host: String(fields.HOST),
    user: String(fields.USER),
    password: new Secret(String(fields.PASSWORD)),
    database: String(fields.DATABASE),
    port,
  };
};
