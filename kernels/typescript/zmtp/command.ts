import { ZmtpFault } from "./fault.ts";
import { encodeHead, flag } from "./frame.ts";

/** A command (ZeroMQ RFC 37), such as READY or PING. */
export interface Command {
  readonly name: string;
  readonly data: Buffer;
}

/** The kinds of sockets that meet here. */
export type SocketType = "ROUTER" | "DEALER" | "REQ" | "XPUB" | "SUB" | "XSUB";

/** A command as a frame. */
export const encodeCommand = (name: string, data: Uint8Array = new Uint8Array()): Buffer => {
  const body = Buffer.concat([Uint8Array.of(name.length), Buffer.from(name, "latin1"), data]);
  return Buffer.concat([encodeHead(body.length, flag.command), body]);
};

/** Reads the body of a command's frame; throws a ZmtpFault where it has no name. */
export const readCommand = (body: Buffer): Command => {
  const size = body[0] ?? 0;
  if (size === 0 || body.length <= size) throw new ZmtpFault("a command has no name");
  return { name: body.toString("latin1", 1, 1 + size), data: body.subarray(1 + size) };
};

/** READY with the socket's type. */
export const encodeReady = (type: SocketType): Buffer => encodeCommand("READY", property("Socket-Type", type));

/** ERROR with its reason, of which a byte tells the length. */
export const encodeError = (reason: string): Buffer => {
  const text = Buffer.from(reason, "latin1").subarray(0, 255);
  return encodeCommand("ERROR", Buffer.concat([Uint8Array.of(text.length), text]));
};

/** The properties of a READY by their names in lower case, which are the same in upper; throws a ZmtpFault where they are cut short. */
export const readProperties = (data: Buffer): ReadonlyMap<string, Buffer> => {
  const properties = new Map<string, Buffer>();
  const cut = () => new ZmtpFault("the properties of READY are cut short");
  for (let at = 0; at < data.length; ) {
    const nameEnd = at + 1 + (data[at] ?? 0);
    const valueAt = nameEnd + 4;
    if (valueAt > data.length) throw cut();
    const end = valueAt + data.readUInt32BE(nameEnd);
    if (end > data.length) throw cut();
    properties.set(data.toString("latin1", at + 1, nameEnd).toLowerCase(), data.subarray(valueAt, end));
    at = end;
  }
  return properties;
};

/** PING's time to live in milliseconds, 0 for none, and the context that PONG brings back. */
export const readPing = (data: Buffer): { readonly timeToLive: number; readonly context: Buffer } => {
  if (data.length < 2) throw new ZmtpFault("a PING has no time to live");
  if (data.length > 2 + 16) throw new ZmtpFault("a PING has a context of more than 16 bytes");
  return { timeToLive: data.readUInt16BE(0) * 100, context: data.subarray(2) };
};

const property = (name: string, value: string): Buffer => {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(value.length);
  return Buffer.concat([Uint8Array.of(name.length), Buffer.from(name), size, Buffer.from(value)]);
};
