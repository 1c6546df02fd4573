import { Agent, type IncomingMessage, type RequestOptions, request as requestHttp } from "node:http";
import { request as requestHttps, Agent as TlsAgent } from "node:https";
import { usageError } from "../errors.ts";

/** A request with a JSON body. */
export interface JsonRequest {
  readonly method: "POST" | "PUT";
  readonly url: string;
  readonly contentType: string;
  readonly body: unknown;
}

export interface JsonResponse {
  readonly status: number;
  /** The parsed body, or its text where it is not JSON. */
  readonly body: unknown;
}

/** Kept-alive connections to one server. */
export interface HttpConnection {
  send(request: JsonRequest): Promise<JsonResponse>;
  close(): void;
}

const replyLimit = 8 * 1024 * 1024;
const timeout = 30_000;

/** Connections for requests to `url`, which must be http: or https:; a reply that takes longer than 30 s rejects. */
export const httpConnection = (url: string): HttpConnection => {
  const secure = protocolOf(url) === "https:";
  const agent = secure ? new TlsAgent({ keepAlive: true }) : new Agent({ keepAlive: true });
  const start = secure ? requestHttps : requestHttp;
  return {
    send: ({ method, url: to, contentType, body }) =>
      new Promise((resolve, reject) => {
        const bytes = Buffer.from(JSON.stringify(body));
        const headers = { "content-type": contentType, "content-length": bytes.length };
        const options: RequestOptions = { method, agent, headers, timeout };
        const outgoing = start(to, options, (incoming) => {
          readReply(incoming).then(resolve, reject);
        });
        outgoing.on("timeout", () => outgoing.destroy(new Error(`no reply within ${timeout / 1000} s`)));
        outgoing.on("error", reject);
        outgoing.end(bytes);
      }),
    close: () => agent.destroy(),
  };
};

/** The URL without a slash at its end. */
export const baseUrl = (url: string): string => url.replace(/\/+$/, "");

const protocolOf = (url: string): string => {
  const protocol = URL.canParse(url) ? new URL(url).protocol : "";
  if (protocol === "http:" || protocol === "https:") return protocol;
  throw usageError(
    `${url} is not a URL that can be posted to: give one like http://127.0.0.1:8082 or https://host/stage`,
  );
};

const readReply = async (incoming: IncomingMessage): Promise<JsonResponse> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > replyLimit) throw new Error(`the reply is larger than ${replyLimit} bytes`);
    chunks.push(chunk);
  }
  return { status: incoming.statusCode ?? 0, body: parse(Buffer.concat(chunks).toString("utf8")) };
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
