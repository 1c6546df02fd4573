import { once } from "node:events";
import { lstat, unlink } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import { messageOf, usageError } from "../../../src/errors.ts";
import { type Place, readEndpoint } from "./endpoint.ts";

/** Listens at an endpoint; throws a usage error where that cannot be, such as a port that is taken. */
export const listen = async (endpoint: string, accept: (socket: Socket) => void): Promise<Server> => {
  const place = readEndpoint(endpoint);
  const server = createServer({ noDelay: true }, accept);
  try {
    await open(server, place).catch(async (error: NodeJS.ErrnoException) => {
      // A process that was killed leaves its file behind.
      if (error.code !== "EADDRINUSE" || !("path" in place) || !(await isLeftBehind(place.path))) throw error;
      await unlink(place.path);
      await open(server, place);
    });
  } catch (error) {
    throw usageError(`nobody can listen at ${endpoint}: ${messageOf(error)}`, error);
  }
  return server;
};

const open = async (server: Server, place: Place): Promise<void> => {
  server.listen(place);
  await once(server, "listening");
};

/** Whether it is a socket behind which nobody is. */
const isLeftBehind = async (path: string): Promise<boolean> => {
  if (!(await lstat(path)).isSocket()) return false;
  const socket = connect(path);
  try {
    await once(socket, "connect");
    return false;
  } catch {
    return true;
  } finally {
    socket.destroy();
  }
};
