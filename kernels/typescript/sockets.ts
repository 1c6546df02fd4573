import { type Connection, endpoint } from "./connection.ts";
import { openPublisher, openRouter, type Publisher, type Router } from "./zmtp/index.ts";

/** The kernel's five sockets, "Introduction" in Jupyter's messaging specification. */
export interface Sockets {
  readonly shell: Router;
  readonly control: Router;
  readonly stdin: Router;
  readonly iopub: Publisher;
  /** No REPLY: one odd message would leave that unable to answer the next. */
  readonly heartbeat: Router;
}

/** Milliseconds that the kernel waits for a front end that does not read. */
const patience = 20_000;
/** Milliseconds in which what was sent may still go out at the end. */
const linger = 500;
/** Bytes of a heartbeat. */
const largestBeat = 1 << 20;

/** Opens the sockets and listens as the connection file says; throws where a port is taken. */
export const openSockets = async (connection: Connection, log: (line: string) => void): Promise<Sockets> => {
  const options = (name: string) => ({ log: (line: string) => log(`${name}: ${line}`) });
  const at = (port: number) => endpoint(connection, port);
  const [shell, control, stdin, iopub, heartbeat] = await Promise.all([
    openRouter(at(connection.shell_port), options("shell")),
    openRouter(at(connection.control_port), options("control")),
    openRouter(at(connection.stdin_port), options("stdin")),
    openPublisher(at(connection.iopub_port), { ...options("iopub"), patience }),
    openRouter(at(connection.hb_port), { ...options("heartbeat"), largest: largestBeat }),
  ]);
  return { shell, control, stdin, iopub, heartbeat };
};

/** Resolves when all that was sent is out, or half a second has passed. */
export const closeSockets = async ({ shell, control, stdin, iopub, heartbeat }: Sockets): Promise<void> => {
  await Promise.all([shell, control, stdin, iopub, heartbeat].map((socket) => socket.close(linger)));
};
