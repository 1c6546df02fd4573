import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { messageOf, PinbookError, usageError } from "./errors.ts";

/** A request as plain data: header names in lower case, the body whole. */
export interface HttpRequest {
  readonly method: string;
  /** Decoded path without the query: `/topics/a.pin`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

/** A reply as plain data. */
export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** Answers a request, or gives undefined when the path is not its own. */
export type HttpHandler = (request: HttpRequest) => Promise<HttpReply | undefined>;

/** A listening server. */
export interface HttpService {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  close(): Promise<void>;
}

export interface HttpOptions {
  readonly host?: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Largest body in bytes; a longer one gets 413. */
  readonly maxBody?: number;
  readonly log?: (line: string) => void;
}

/** A JSON reply: `application/json` unless another type is named. */
export const jsonReply = (status: number, value: unknown, type = "application/json"): HttpReply => ({
  status,
  headers: { "content-type": type },
  body: JSON.stringify(value),
});

/** Serves the first handler that knows the path; 404 where none does, 500 with the message where one throws. */
export const serveHttp = async (handlers: readonly HttpHandler[], options: HttpOptions = {}): Promise<HttpService> => {
  const { host = "127.0.0.1", port = 0, maxBody = 8 * 1024 * 1024, log = () => {} } = options;
  const server = createServer({ keepAliveTimeout: 60_000 }, (incoming, outgoing) => {
    answer(incoming, handlers, maxBody, log).then(
      (reply) => outgoing.writeHead(reply.status, { ...reply.headers }).end(reply.body),
      (error: unknown) => {
        log(`http: ${messageOf(error)}`);
        outgoing.destroy();
      },
    );
  });
  await listen(server, host, port);
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** Listens on loopback, or says which port is taken and what to do. Other addresses are refused: these servers ask nobody who they are. */
export const listen = (server: Server | import("node:net").Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    if (!/^(127\.\d+\.\d+\.\d+|::1|localhost)$/.test(host)) {
      reject(usageError(`${host} is not a loopback address, and this server asks nobody who they are: use 127.0.0.1`));
      return;
    }
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      reject(
        taken
          ? new PinbookError(`port ${port} on ${host} is taken: stop what listens there, or choose another port`, {
              exitCode: 2,
              cause: error,
            })
          : error,
      );
    });
    server.listen(port, host, resolve);
  });

const answer = async (
  incoming: IncomingMessage,
  handlers: readonly HttpHandler[],
  maxBody: number,
  log: (line: string) => void,
): Promise<HttpReply> => {
  const body = await readBody(incoming, maxBody);
  if (!body) return jsonReply(413, { error_code: 413, message: `the request body is larger than ${maxBody} bytes` });
  const request = toRequest(incoming, body);
  if (!request) return jsonReply(400, { error_code: 400, message: `the path ${incoming.url} is not a valid URL` });
  try {
    for (const handler of handlers) {
      const reply = await handler(request);
      if (reply) return reply;
    }
    return jsonReply(404, { error_code: 404, message: `HTTP 404 Not Found: ${request.method} ${request.path}` });
  } catch (error) {
    log(`http: ${request.method} ${request.path}: ${messageOf(error)}`);
    return jsonReply(500, { error_code: 500, message: messageOf(error) });
  }
};

const toRequest = (incoming: IncomingMessage, body: Uint8Array): HttpRequest | undefined => {
  try {
    const url = new URL(incoming.url ?? "/", "http://localhost");
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
    );
    return {
      method: incoming.method ?? "GET",
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      headers,
      body,
    };
  } catch {
    return undefined;
  }
};

const readBody = async (incoming: IncomingMessage, maxBody: number): Promise<Uint8Array | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBody) chunks.push(chunk);
  }
  return size <= maxBody ? Buffer.concat(chunks) : undefined;
};
