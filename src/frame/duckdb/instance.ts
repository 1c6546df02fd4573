import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { scratchPath } from "../../scratch-folder.ts";
import { type DuckDB, loadDuckdb } from "./duckdb.ts";

/** What a DuckDB engine may use. */
export interface DuckdbOptions {
  /** Such as `4GB`; past it DuckDB spills to disk. Default: DuckDB's, 80 % of the machine's. */
  readonly memoryLimit?: string;
  /** Default: as many as there are cores. */
  readonly threads?: number;
  /** A folder for what does not fit the memory; each instance makes one in it and removes it, and those of processes that are gone. Default: the system's. */
  readonly tempDirectory?: string;
}

/** A database in memory that the runs of one engine share; it is there as long as one of them needs it. */
export interface Shared {
  /** Where what does not fit the memory is put aside. */
  readonly tempDirectory: string;
  readonly connect: () => Promise<Connected>;
}

/** A connection, with temporary tables of its own. */
export interface Connected {
  readonly duckdb: DuckDB;
  readonly connection: DuckDBConnection;
  readonly close: () => Promise<void>;
}

/** A database that opens with the first connection and closes with the last. */
export const sharedInstance = (options: DuckdbOptions): Shared => {
  let users = 0;
  let opened: Promise<Opened> | undefined;
  const release = async (): Promise<void> => {
    users--;
    if (users > 0) return;
    const closing = opened;
    opened = undefined;
    await (await closing)?.close();
  };
  return {
    tempDirectory: options.tempDirectory ?? tmpdir(),
    connect: async () => {
      users++;
      opened ??= open(options);
      try {
        const { duckdb, instance } = await opened;
        const connection = await instance.connect();
        const close = async (): Promise<void> => {
          connection.closeSync();
          await release();
        };
        return { duckdb, connection, close };
      } catch (error) {
        await release().catch(() => {});
        throw error;
      }
    },
  };
};

interface Opened {
  readonly duckdb: DuckDB;
  readonly instance: DuckDBInstance;
  readonly close: () => Promise<void>;
}

const open = async ({ memoryLimit, threads, tempDirectory = tmpdir() }: DuckdbOptions): Promise<Opened> => {
  const duckdb = await loadDuckdb();
  const folder = await scratchPath(tempDirectory, "duckdb");
  const instance = await duckdb.DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    temp_directory: folder,
    ...(memoryLimit === undefined ? {} : { memory_limit: memoryLimit }),
    ...(threads === undefined ? {} : { threads: String(threads) }),
  });
  await configure(instance);
  const close = async (): Promise<void> => {
    instance.closeSync();
    await rm(folder, { recursive: true, force: true });
  };
  return { duckdb, instance, close };
};

/** What cannot be given when the instance is made. */
const configure = async (instance: DuckDBInstance): Promise<void> => {
  const connection = await instance.connect();
  await connection.run("SET GLOBAL TimeZone = 'UTC'");
  await connection.run("SET GLOBAL order_by_non_integer_literal = true");
  connection.closeSync();
};
