import { writeSync } from "node:fs";
import type { Worker } from "node:worker_threads";
import { readableStack } from "../../src/readable-stack.ts";
import type { ToCells } from "./link.ts";

/** The messages of the channels' thread, kept until somebody takes them. */
export interface Mailbox {
  /** Hands over what has come and whatever comes. */
  open(handle: (message: ToCells) => void): void;
}

/** Listens at once: a worker's messages that nobody listens for are lost. */
export const openMailbox = (worker: Worker): Mailbox => {
  const early: ToCells[] = [];
  let take = (message: ToCells): void => void early.push(message);
  worker.on("message", (message: ToCells) => take(message));
  worker.on("error", (error) => {
    const text = error.name === "PinbookError" ? error.message : readableStack(error.stack ?? error.message);
    writeSync(2, `pinbook kernel: ${text}\n`);
    process.exit(1);
  });
  return {
    open: (handle) => {
      take = handle;
      for (const message of early.splice(0)) handle(message);
    },
  };
};
