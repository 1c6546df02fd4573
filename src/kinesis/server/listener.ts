import { createServer as createHttp, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttp2, type Http2ServerRequest, type Http2ServerResponse } from "node:http2";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { messageOf } from "../../errors.ts";
import { type HttpReply, type HttpService, listen } from "../../http.ts";

/** A POST with its body whole; header names in lower case. */
export interface Call {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface ListenerOptions {
  readonly host: string;
  readonly port: number;
  /** In bytes. */
  readonly maxBody: number;
  readonly log: (line: string) => void;
}

const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

/** Serves HTTP/1.1 and HTTP/2 without TLS on one port: a connection's first bytes tell which. `answer` must not reject. */
export const listenBoth = async (
  answer: (call: Call) => Promise<HttpReply>,
  options: ListenerOptions,
): Promise<HttpService> => {
  const { host, port, maxBody, log } = options;
  const serve = (incoming: IncomingMessage | Http2ServerRequest, outgoing: ServerResponse | Http2ServerResponse) => {
    reply(answer, incoming, maxBody).then(
      ({ status, headers, body }) => (outgoing as ServerResponse).writeHead(status, { ...headers }).end(body),
      (error: unknown) => {
        log(`kinesis: ${messageOf(error)}`);
        incoming.destroy();
      },
    );
  };
  const http = createHttp({ keepAliveTimeout: 60_000 }, serve);
  const http2 = createHttp2(serve);
  http2.on("sessionError", (error) => log(`kinesis: ${messageOf(error)}`));
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    sniff(socket, (isHttp2) => (isHttp2 ? http2 : http).emit("connection", socket));
  });
  await listen(server, host, port);
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
};

const sniff = (socket: Socket, decide: (isHttp2: boolean) => void): void => {
  let seen: Buffer = Buffer.alloc(0);
  const look = () => {
    for (let bytes: Buffer | null = socket.read(); bytes; bytes = socket.read()) seen = Buffer.concat([seen, bytes]);
    const length = Math.min(seen.length, preface.length);
    const same = seen.subarray(0, length).equals(preface.subarray(0, length));
    if (same && length < preface.length) return;
    socket.off("readable", look);
    socket.unshift(seen);
    decide(same);
  };
  socket.on("readable", look);
};

const reply = async (
  answer: (call: Call) => Promise<HttpReply>,
  incoming: IncomingMessage | Http2ServerRequest,
  maxBody: number,
): Promise<HttpReply> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBody) chunks.push(chunk);
  }
  const tooLarge = { __type: "RequestEntityTooLarge", message: `the request body is larger than ${maxBody} bytes` };
  if (size > maxBody)
    return { status: 413, headers: { "content-type": "application/x-amz-json-1.1" }, body: JSON.stringify(tooLarge) };
  return answer({ method: incoming.method ?? "GET", headers: incoming.headers, body: Buffer.concat(chunks) });
};
