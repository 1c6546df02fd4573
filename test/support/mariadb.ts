import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createConnection } from "mysql2/promise";
import { type DebianProgram, debianProgram } from "./debian.ts";
import { freePort } from "./free-port.ts";

const run = promisify(execFile);

/** A MariaDB server of the test's own. Its user root has no password. */
export interface MariaDb {
  readonly host: string;
  readonly port: number;
  /** Runs statements as root, one after the other. */
  readonly execute: (...statements: readonly string[]) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Installs Debian's MariaDB where there is none; throws where apt-get cannot. */
export const needMariaDb = (): Promise<string> => debianProgram(mariaDb);

/** Starts a server on a free port of 127.0.0.1, its data in a temporary folder, and waits until it answers. */
export const startMariaDb = async (): Promise<MariaDb> => {
  const folder = await mkdtemp(join(tmpdir(), "pinbook-mariadb-"));
  await mkdir(join(folder, "tmp"));
  const user = process.getuid?.() === 0 ? ["--user=root"] : [];
  await run("mariadb-install-db", [
    "--no-defaults",
    ...user,
    `--datadir=${join(folder, "data")}`,
    "--auth-root-authentication-method=normal",
    "--skip-test-db",
  ]);
  const port = await freePort();
  const server = spawn(
    await needMariaDb(),
    [
      "--no-defaults",
      ...user,
      `--datadir=${join(folder, "data")}`,
      `--tmpdir=${join(folder, "tmp")}`,
      `--socket=${join(folder, "m.sock")}`,
      `--pid-file=${join(folder, "m.pid")}`,
      "--bind-address=127.0.0.1",
      `--port=${port}`,
      "--skip-name-resolve",
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  try {
    await ready(server);
  } catch (error) {
    await stop(server, folder);
    throw error;
  }
  return {
    host: "127.0.0.1",
    port,
    execute: (...statements) => execute(port, statements),
    stop: () => stop(server, folder),
  };
};

const mariaDb: DebianProgram = {
  name: "MariaDB",
  packages: ["mariadb-server-core", "mariadb-client-core"],
  find: () => ["/usr/sbin/mariadbd", "/usr/bin/mariadbd", "/usr/local/bin/mariadbd"].find(existsSync),
};

// The server says on stderr when it takes connections.
const ready = (server: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    let said = "";
    const limit = setTimeout(
      () => reject(new Error(`MariaDB is not ready after 180 s: ${said.slice(-1000)}`)),
      180_000,
    );
    const settle = (act: () => void) => {
      clearTimeout(limit);
      act();
    };
    server.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
      if (said.includes("ready for connections")) settle(resolve);
    });
    server.once("error", (error) => settle(() => reject(error)));
    server.once("exit", (code) => settle(() => reject(new Error(`MariaDB ended with ${code}: ${said.slice(-1000)}`))));
  });

const stop = async (server: ChildProcess, folder: string): Promise<void> => {
  if (server.exitCode === null && server.signalCode === null && server.pid !== undefined) {
    const ended = once(server, "exit");
    server.kill("SIGTERM");
    await ended;
  }
  await rm(folder, { recursive: true, force: true });
};

const execute = async (port: number, statements: readonly string[]): Promise<void> => {
  const connection = await createConnection({ host: "127.0.0.1", port, user: "root" });
  try {
    for (const statement of statements) await connection.query(statement);
  } finally {
    await connection.end();
  }
};
