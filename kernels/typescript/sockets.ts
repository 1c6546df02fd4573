import { setTimeout as pause } from "node:timers/promises";
import { Router, XPublisher } from "zeromq";
import { messageOf } from "../../src/errors.ts";
import { type Connection, endpoint } from "./connection.ts";
import { createOutbox } from "./outbox.ts";

/** The kernel's five sockets, "Introduction" in Jupyter's messaging specification. */
export interface Sockets {
  readonly shell: Router;
  readonly control: Router;
  readonly stdin: Router;
  readonly iopub: XPublisher;
  /** No REPLY: one odd message would leave that unable to answer the next. */
  readonly heartbeat: Router;
}

/** Messages that a subscriber may be behind before the kernel waits for it. */
const mostBehind = 1000;
/** Milliseconds that the kernel waits for a subscriber that does not read. */
const patience = 20_000;

/** Opens the sockets and listens as the connection file says; throws where a port is taken. */
export const openSockets = async (connection: Connection): Promise<Sockets> => {
  const unlimited = { sendHighWaterMark: 0, linger: 500 };
  // A client that connects anew under its old identity takes over from its dead connection.
  const router = { ...unlimited, handover: true };
  const sockets: Sockets = {
    shell: new Router(router),
    control: new Router(router),
    // Mandatory: a client that is not there is an error and no silence.
    stdin: new Router({ ...router, mandatory: true, sendTimeout: 0 }),
    iopub: new XPublisher({
      ...{ linger: 500, verbosity: "allSubs" },
      ...{ sendHighWaterMark: mostBehind, noDrop: true, sendTimeout: 0 },
    }),
    heartbeat: new Router({ linger: 0, sendTimeout: 0 }),
  };
  await Promise.all([
    sockets.shell.bind(endpoint(connection, connection.shell_port)),
    sockets.control.bind(endpoint(connection, connection.control_port)),
    sockets.stdin.bind(endpoint(connection, connection.stdin_port)),
    sockets.iopub.bind(endpoint(connection, connection.iopub_port)),
    sockets.heartbeat.bind(endpoint(connection, connection.hb_port)),
  ]);
  return sockets;
};

export const closeSockets = ({ shell, control, stdin, iopub, heartbeat }: Sockets): void => {
  for (const socket of [shell, control, stdin, iopub, heartbeat]) socket.close();
};

export type SendFrames = (frames: readonly Uint8Array[]) => Promise<void>;

/** Sends one after another on a ROUTER: a socket takes no second send while one waits. Rejects where a message was not sent. */
export const routerSender = (socket: Router): SendFrames => {
  let last: Promise<void> = Promise.resolve();
  return (frames) => {
    const sent = last.then(() => socket.send(frames as Buffer[]));
    last = sent.catch(() => {});
    return sent;
  };
};

/** Publishes one after another, waiting for subscribers that are behind; `noticeOf` makes the message that tells of lost ones. */
export const publisher = (
  socket: XPublisher,
  noticeOf: (lost: number) => readonly Uint8Array[],
  log: (line: string) => void,
): SendFrames => {
  const trySend = async (frames: readonly Uint8Array[]): Promise<boolean> => {
    // What still comes at a shutdown is for nobody.
    if (socket.closed) return true;
    try {
      await socket.send(frames as Buffer[]);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EAGAIN") return false;
      log(`not sent: ${messageOf(error)}`);
      return true;
    }
  };
  const sendToSome = async (frames: readonly Uint8Array[]): Promise<void> => {
    socket.noDrop = false;
    await trySend(frames);
    socket.noDrop = true;
  };
  return createOutbox({ trySend, sendToSome, noticeOf, patience, pause, log }).send;
};
