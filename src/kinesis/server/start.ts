import { randomUUID } from "node:crypto";
import { lockFolder } from "../../folder-lock.ts";
import { answerWith } from "./answer.ts";
import { listenBoth } from "./listener.ts";
import { openStreams } from "./streams.ts";

export interface KinesisServerOptions {
  /** Where streams are kept; one server at a time. */
  readonly dir: string;
  /** `127.0.0.1` by default. */
  readonly host?: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly log?: (line: string) => void;
  readonly now?: () => number;
}

/** A running endpoint. */
export interface KinesisServer {
  /** `http://127.0.0.1:PORT`, over HTTP/1.1 and HTTP/2. */
  readonly url: string;
  close(): Promise<void>;
}

const largestBody = 16 * 1024 * 1024;

/**
 * Starts the embedded Kinesis endpoint: the AWS JSON 1.1 protocol over the streams in `dir`. Signatures are not checked.
 * A put is answered once it is written, so a killed process loses nothing that it acknowledged.
 * Throws where another server has the folder, the port is taken or a log is damaged.
 */
export const startKinesis = async (options: KinesisServerOptions): Promise<KinesisServer> => {
  const { dir, host = "127.0.0.1", port = 0, log = () => {}, now = Date.now } = options;
  const unlock = await lockFolder(dir);
  try {
    const streams = await openStreams(dir, log);
    try {
      const answer = answerWith({ streams, now }, randomUUID, log);
      const service = await listenBoth(answer, { host, port, maxBody: largestBody, log });
      return { url: service.url, close: closeOnce([service.close, streams.close, unlock]) };
    } catch (error) {
      await streams.close();
      throw error;
    }
  } catch (error) {
    await unlock();
    throw error;
  }
};

const closeOnce = (steps: readonly (() => Promise<void>)[]): (() => Promise<void>) => {
  let closing: Promise<void> | undefined;
  const close = async () => {
    for (const step of steps) await step();
  };
  return () => {
    closing ??= close();
    return closing;
  };
};
