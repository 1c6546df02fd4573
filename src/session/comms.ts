import type { Json, JsonObject } from "../notebook/index.ts";

/** A message of a comm, "Custom Messages" in Jupyter's messaging specification. */
export interface CommMessage {
  readonly type: "comm_open" | "comm_msg" | "comm_close";
  readonly commId: string;
  /** On comm_open only. */
  readonly targetName?: string;
  readonly data: JsonObject;
  readonly metadata: JsonObject;
  readonly buffers: readonly Uint8Array[];
}

export interface CommOptions {
  readonly metadata?: JsonObject;
  readonly buffers?: readonly (ArrayBufferView | ArrayBuffer)[];
}

/** What a handler gets: the message, with `data` at hand. */
export type CommHandler = (message: CommMessage) => unknown;

/** A channel between this session and the front end. */
export interface Comm {
  readonly id: string;
  readonly targetName: string;
  /** Sends to the front end; throws once the comm is closed. */
  send(data: Json | object, options?: CommOptions): void;
  /** Calls back on each message of the front end; the last handler counts. */
  onMsg(handler: CommHandler): void;
  onClose(handler: CommHandler): void;
  close(data?: Json | object, options?: CommOptions): void;
}

/** What cells use as `Jupyter.comm`. */
export interface CommApi {
  /** Lets the front end open comms of that name: `onOpen` gets the comm and the message that opened it. */
  registerTarget(name: string, onOpen: (comm: Comm, message: CommMessage) => unknown): void;
  unregisterTarget(name: string): void;
  /** Opens a comm in the front end. */
  open(targetName: string, data?: Json | object, options?: CommOptions & { readonly id?: string }): Comm;
}

export interface Comms {
  readonly api: CommApi;
  /** Hands a message of the front end to its handler; a target or comm that nobody knows is answered by comm_close. Throws what the handler throws. */
  receive(message: CommMessage): unknown;
  /** The open comms by id, of one target or of all, as comm_info_reply wants them. */
  info(targetName?: string): Readonly<Record<string, { readonly target_name: string }>>;
}

interface Open {
  readonly comm: Comm;
  onMsg: CommHandler | undefined;
  onClose: CommHandler | undefined;
}

/** The comms of a session; `send` takes what goes to the front end, `changed` hears which comms are open. */
export const createComms = (
  send: (message: CommMessage) => void,
  changed: (id: string, targetName: string | undefined) => void = () => {},
): Comms => {
  const open = new Map<string, Open>();
  const targets = new Map<string, (comm: Comm, message: CommMessage) => unknown>();

  const remove = (id: string) => {
    if (open.delete(id)) changed(id, undefined);
  };

  const create = (id: string, targetName: string): Comm => {
    const tell = (type: CommMessage["type"], data: Json | object, options: CommOptions) => {
      if (!open.has(id)) throw new Error(`the comm ${id} of ${targetName} is closed: open another`);
      send({ type, commId: id, ...contentOf(data, options) });
    };
    const comm: Comm = {
      id,
      targetName,
      send: (data, options = {}) => tell("comm_msg", data, options),
      onMsg: (handler) => Object.assign(open.get(id) ?? {}, { onMsg: handler }),
      onClose: (handler) => Object.assign(open.get(id) ?? {}, { onClose: handler }),
      close: (data = {}, options = {}) => {
        if (!open.has(id)) return;
        tell("comm_close", data, options);
        remove(id);
      },
    };
    open.set(id, { comm, onMsg: undefined, onClose: undefined });
    changed(id, targetName);
    return comm;
  };

  const opened = (message: CommMessage): unknown => {
    const target = targets.get(message.targetName ?? "");
    if (!target) return refuse(message.commId);
    try {
      return target(create(message.commId, message.targetName ?? ""), message);
    } catch (error) {
      remove(message.commId);
      refuse(message.commId);
      throw error;
    }
  };

  const refuse = (commId: string) => send({ type: "comm_close", commId, data: {}, metadata: {}, buffers: [] });

  return {
    api: {
      registerTarget: (name, onOpen) => void targets.set(name, onOpen),
      unregisterTarget: (name) => void targets.delete(name),
      open: (targetName, data = {}, { id = crypto.randomUUID(), ...options } = {}) => {
        const comm = create(id, targetName);
        send({ type: "comm_open", commId: id, targetName, ...contentOf(data, options) });
        return comm;
      },
    },
    receive: (message) => {
      if (message.type === "comm_open") return opened(message);
      const known = open.get(message.commId);
      if (message.type === "comm_msg") return known ? known.onMsg?.(message) : refuse(message.commId);
      remove(message.commId);
      return known?.onClose?.(message);
    },
    info: (targetName) =>
      Object.fromEntries(
        [...open.values()]
          .filter(({ comm }) => targetName === undefined || comm.targetName === targetName)
          .map(({ comm }) => [comm.id, { target_name: comm.targetName }]),
      ),
  };
};

const contentOf = (data: Json | object, { metadata = {}, buffers = [] }: CommOptions) => ({
  data: data as JsonObject,
  metadata,
  buffers: buffers.map(bytesOf),
});

const bytesOf = (buffer: ArrayBufferView | ArrayBuffer): Uint8Array =>
  ArrayBuffer.isView(buffer)
    ? new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
    : new Uint8Array(buffer);
