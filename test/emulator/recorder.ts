import { afterAll } from "@jest/globals";
import { type HttpReply, type HttpRequest, type HttpService, jsonReply, serveHttp } from "../../src/http.ts";

/** A request that the recorder got, its body parsed. */
export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly contentType: string | undefined;
  readonly body: unknown;
}

const services: HttpService[] = [];

/** A server that keeps what it is sent and answers as told; closed after the test file. */
export const recorder = async (answer: (request: Recorded, nth: number) => HttpReply | Promise<HttpReply>) => {
  const requests: Recorded[] = [];
  const handle = async ({ method, path, headers, body }: HttpRequest): Promise<HttpReply> => {
    const request: Recorded = {
      method,
      path,
      contentType: headers["content-type"],
      body: JSON.parse(Buffer.from(body).toString("utf8")),
    };
    requests.push(request);
    return answer(request, requests.length - 1);
  };
  const service = await serveHttp([handle]);
  services.push(service);
  return { url: service.url, requests, close: service.close };
};

/** The records of a request to the REST proxy or to the gateway's records route. */
export const recordsOf = ({ body }: Recorded): readonly Record<string, unknown>[] =>
  (body as { records: Record<string, unknown>[] }).records;

/** The REST proxy's answer where all records are stored. */
export const stored = (request: Recorded): HttpReply =>
  jsonReply(200, {
    offsets: recordsOf(request).map((_, i) => ({ partition: 0, offset: i, error_code: null, error: null })),
    key_schema_id: null,
    value_schema_id: null,
  });

afterAll(async () => {
  await Promise.all(services.map((service) => service.close()));
});
