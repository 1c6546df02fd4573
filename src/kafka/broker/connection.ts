import type { Socket } from "node:net";
import { messageOf } from "../../errors.ts";
import { createReader, MalformedMessage } from "../protocol/reader.ts";
import { decodeRequestHeader } from "../protocol/request-header.ts";
import { createWriter, type Writer } from "../protocol/writer.ts";
import { frames } from "./frames.ts";
import type { BrokerContext, Reply } from "./handler.ts";
import { apiVersionsKey, handlers, writeUnsupportedVersion } from "./handlers.ts";

/** Answers a connection's requests one after the other, in order, until it ends. What cannot be read ends it, with a line in the log. */
export const serveConnection = async (
  socket: Socket,
  connection: number,
  context: BrokerContext,
  maxRequestBytes: number,
): Promise<void> => {
  const peer = `${socket.remoteAddress}:${socket.remotePort}`;
  socket.setNoDelay(true);
  socket.on("error", () => {}); // a lost connection ends the loop below
  socket.on("close", () => context.groups.connectionClosed(connection));
  try {
    for await (const message of frames(socket, maxRequestBytes)) {
      const answered = await answer(message, connection, socket.remoteAddress ?? "", context);
      if (answered && !socket.destroyed) await send(socket, answered);
    }
  } catch (error) {
    const lost = (error as NodeJS.ErrnoException).code !== undefined;
    if (!lost) context.log(`connection from ${peer} closed: ${messageOf(error)}`);
  } finally {
    socket.destroy();
  }
};

const answer = async (
  message: Uint8Array,
  connection: number,
  address: string,
  context: BrokerContext,
): Promise<Writer | undefined> => {
  const reader = createReader(message);
  const { apiKey, apiVersion, correlationId, clientId } = decodeRequestHeader(reader);
  const handler = handlers.get(apiKey);
  const known = handler && apiVersion >= handler.minVersion && apiVersion <= handler.maxVersion;
  let reply: Reply = writeUnsupportedVersion;
  if (known) {
    const caller = { connection, clientId: clientId ?? "", clientHost: `/${address}` };
    reply = await handler.handle(reader, apiVersion, context, caller);
  } else if (apiKey !== apiVersionsKey) {
    throw new MalformedMessage(
      `a request of API key ${apiKey}, version ${apiVersion}, which this broker does not know`,
    );
  }
  if (!reply) return undefined;
  const writer = createWriter();
  writer.int32(correlationId);
  reply(writer);
  return writer;
};

const send = async (socket: Socket, writer: Writer): Promise<void> => {
  const chunks = writer.chunks();
  const size = Buffer.alloc(4);
  size.writeInt32BE(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  socket.cork();
  socket.write(size);
  let flowing = true;
  for (const chunk of chunks) flowing = socket.write(chunk);
  socket.uncork();
  if (!flowing) await drained(socket);
};

const drained = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    const finish = (): void => {
      socket.off("drain", finish);
      socket.off("close", finish);
      resolve();
    };
    socket.once("drain", finish);
    socket.once("close", finish);
  });
