import { readFileSync, statSync } from "node:fs";
import { messageOf, usageError } from "../../src/errors.ts";

/** What Jupyter writes into a kernel's connection file. */
export interface Connection {
  readonly transport: "tcp" | "ipc";
  readonly ip: string;
  readonly key: string;
  readonly signature_scheme: string;
  readonly shell_port: number;
  readonly control_port: number;
  readonly stdin_port: number;
  readonly iopub_port: number;
  readonly hb_port: number;
}

const ports = ["shell_port", "control_port", "stdin_port", "iopub_port", "hb_port"] as const;

/** Reads a connection file; a PinbookError says what is wrong with it. */
export const readConnection = (path: string): Connection => {
  let value: Partial<Connection>;
  try {
    value = JSON.parse(readFileSync(path, "utf8")) as Partial<Connection>;
  } catch (error) {
    throw usageError(
      `the connection file ${path} cannot be read: ${messageOf(error)}. Jupyter writes it; start the kernel from there.`,
      error,
    );
  }
  const missing = ports.filter((name) => typeof value[name] !== "number");
  if (missing.length > 0) throw usageError(`the connection file ${path} lacks ${missing.join(", ")}`);
  const defaults = { transport: "tcp", ip: "127.0.0.1", key: "", signature_scheme: "hmac-sha256" } as const;
  return { ...defaults, ...value } as Connection;
};

/** Says what makes a connection file unsafe: rights for others, who could then run code as this user, or no key. */
export const unsafeConnection = (path: string, { key }: Connection): readonly string[] => {
  const open = process.platform === "win32" ? 0 : statSync(path).mode & 0o077;
  return [
    ...(open
      ? [`the connection file ${path} can be read or written by others: chmod 600 it, it holds the kernel's key`]
      : []),
    ...(key === ""
      ? ["the connection file has no key: messages are not signed, anybody who reaches the ports can run code"]
      : []),
  ];
};

/** Where a channel listens: `tcp://127.0.0.1:5000` or `ipc://path-5000`. */
export const endpoint = ({ transport, ip }: Connection, port: number): string =>
  transport === "ipc" ? `ipc://${ip}-${port}` : `tcp://${ip}:${port}`;
