import {
  type Command,
  encodeCommand,
  encodeReady,
  readCommand,
  readPing,
  readProperties,
  type SocketType,
} from "./command.ts";
import { ZmtpFault } from "./fault.ts";
import type { Frame } from "./frame.ts";
import { createFrameReader } from "./frame-reader.ts";
import { checkGreeting, greeting, greetingSize } from "./greeting.ts";

/** What a socket is, and which peers and messages it takes. */
export interface ProtocolOptions {
  readonly type: SocketType;
  readonly peers: readonly SocketType[];
  /** Bytes of a message, where each frame counts some beside its own. */
  readonly largest: number;
}

export interface ProtocolEvents {
  write(bytes: Uint8Array): void;
  /** The peer is there; the identity is empty where it has none of its own. */
  opened(identity: Buffer): void;
  message(frames: readonly Buffer[]): void;
  /** A command that is neither handshake nor heartbeat. */
  command(command: Command): void;
  /** The peer is to be taken for gone when nothing comes for so many milliseconds. */
  expects(timeToLive: number): void;
}

/** One side of a connection by ZMTP 3.0 and 3.1 (ZeroMQ RFC 23 and 37) with the mechanism NULL, as far as its bytes go. */
export interface Protocol {
  /** Takes what has come; throws a ZmtpFault where the connection is to be ended. */
  take(chunk: Buffer): void;
}

/** What a frame counts beside its bytes, so that empty ones are not free. */
const perFrame = 64;
/** Bytes that a READY may have. */
const largestHandshake = 1 << 13;
const longestIdentity = 255;

export const createProtocol = ({ type, peers, largest }: ProtocolOptions, events: ProtocolEvents): Protocol => {
  let greeted: Buffer | undefined = Buffer.alloc(0);
  let isOpen = false;
  let frames: Buffer[] = [];
  let held = 0;

  const open = ({ name, data }: Command): void => {
    if (name === "ERROR") throw new ZmtpFault(`it refuses: ${JSON.stringify(data.toString("latin1", 1))}`);
    if (name !== "READY") throw new ZmtpFault(`its first command is ${JSON.stringify(name)}, READY is needed`);
    const properties = readProperties(data);
    checkType(properties.get("socket-type"), type, peers);
    const identity = Buffer.from(new Uint8Array(properties.get("identity") ?? []).buffer);
    if (identity.length > longestIdentity || identity[0] === 0)
      throw new ZmtpFault("an identity has at most 255 bytes, the first of which is not 0", { told: true });
    isOpen = true;
    events.opened(identity);
  };

  const onCommand = (command: Command): void => {
    if (!isOpen) return void open(command);
    if (command.name === "PING") {
      const { timeToLive, context } = readPing(command.data);
      events.write(encodeCommand("PONG", context));
      if (timeToLive > 0) events.expects(timeToLive);
    } else if (command.name === "ERROR") {
      throw new ZmtpFault(`it ended with ${JSON.stringify(command.data.toString("latin1", 1))}`);
    } else if (command.name !== "PONG") events.command(command);
  };

  const onFrame = ({ isCommand, more, body }: Frame): void => {
    if (isCommand) return void onCommand(readCommand(body));
    if (!isOpen) throw new ZmtpFault("it sent a message before READY");
    frames.push(body);
    held += body.length + perFrame;
    if (more) return;
    const message = frames;
    frames = [];
    held = 0;
    events.message(message);
  };

  const reader = createFrameReader(() => (isOpen ? largest - held : largestHandshake), onFrame);

  /** Gives what follows the greeting. */
  const greet = (before: Buffer, chunk: Buffer): Buffer => {
    const bytes = Buffer.concat([before, chunk]);
    checkGreeting(bytes);
    greeted = bytes.length < greetingSize ? bytes : undefined;
    if (!greeted) events.write(encodeReady(type));
    return bytes.subarray(greetingSize);
  };

  events.write(greeting);
  return { take: (chunk) => reader.read(greeted ? greet(greeted, chunk) : chunk) };
};

const checkType = (value: Buffer | undefined, own: SocketType, peers: readonly SocketType[]): void => {
  const theirs = String(value ?? "");
  if (peers.some((peer) => peer === theirs)) return;
  throw new ZmtpFault(`it is a ${JSON.stringify(theirs)} socket, a ${own} meets ${peers.join(", ")}`, { told: true });
};
