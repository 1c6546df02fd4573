import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Secret } from "../../src/secret.ts";
import type { S3Settings } from "../../src/storage/index.ts";
import { freePort } from "./free-port.ts";

const run = promisify(execFile);
const module = "github.com/versity/versitygw/cmd/versitygw@v1.8.0";
const startLimit = 180_000;

/** A running S3 server and how to reach it. */
export interface S3Server {
  readonly settings: S3Settings & { readonly endpoint: string };
  createBucket(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Builds versitygw with Go at the first call, which takes minutes; throws where that fails. */
export const needS3Server = async (): Promise<void> => {
  await versitygw();
};

/** Starts versitygw over an empty folder, on a free port of loopback. */
export const startS3Server = async (folder: string): Promise<S3Server> => {
  const program = await versitygw();
  const data = join(folder, "data");
  const iam = join(folder, "iam");
  await mkdir(data, { recursive: true });
  await mkdir(iam, { recursive: true });
  const port = await freePort();
  const keys = ["--access", "test-access", "--secret", "test-secret"];
  const child = spawn(program, ["--port", `127.0.0.1:${port}`, ...keys, "--quiet", "--iam-dir", iam, "posix", data], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const endpoint = `http://127.0.0.1:${port}`;
  await untilReady(endpoint, child);
  const settings = {
    endpoint,
    region: "us-east-1",
    accessKeyId: "test-access",
    secretAccessKey: new Secret("test-secret"),
  };
  return {
    settings,
    createBucket: (name) => createBucket(settings, name),
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill();
      await once(child, "exit");
    },
  };
};

const versitygw = async (): Promise<string> => {
  const folder = join(homedir(), ".cache", "pinbook", "bin");
  const program = join(folder, "versitygw");
  if (existsSync(program)) return program;
  await mkdir(folder, { recursive: true });
  await run("go", ["install", module], {
    env: { ...process.env, GOBIN: folder, GOFLAGS: "-buildvcs=false" },
    maxBuffer: 1 << 26,
  });
  return program;
};

const untilReady = async (endpoint: string, child: ChildProcess): Promise<void> => {
  const end = Date.now() + startLimit;
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`versitygw ended with ${child.exitCode} before it was ready`);
    const reply = await fetch(endpoint).catch(() => undefined);
    if (reply) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill();
  throw new Error(`versitygw did not answer at ${endpoint} within ${startLimit / 1000} s`);
};

const createBucket = async (settings: S3Settings & { readonly endpoint: string }, name: string): Promise<void> => {
  const { CreateBucketCommand, S3Client } = await import("@aws-sdk/client-s3");
  const { endpoint, region = "us-east-1", accessKeyId = "", secretAccessKey } = settings;
  const client = new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey: secretAccessKey?.reveal() ?? "" },
  });
  await client.send(new CreateBucketCommand({ Bucket: name }));
  client.destroy();
};
