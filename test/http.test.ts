import { createConnection } from "node:net";
import { afterEach, describe, expect, test } from "@jest/globals";
import { type HttpHandler, type HttpService, jsonReply, serveHttp } from "../src/http.ts";

const services: HttpService[] = [];
const serve = async (...handlers: HttpHandler[]): Promise<HttpService> => {
  const service = await serveHttp(handlers, { maxBody: 100 });
  services.push(service);
  return service;
};
afterEach(async () => {
  for (const service of services.splice(0)) await service.close();
});

describe("serveHttp", () => {
  test("gives a request to the first handler that knows the path", async () => {
    const { url } = await serve(
      async ({ path }) => (path === "/a b" ? jsonReply(200, { from: "first" }) : undefined),
      async ({ method, query, body }) =>
        jsonReply(201, { method, q: query.get("q"), body: Buffer.from(body).toString() }),
    );
    expect(await (await fetch(`${url}/a%20b`)).json()).toEqual({ from: "first" });
    const reply = await fetch(`${url}/other?q=1`, { method: "POST", body: "hello" });
    expect(reply.status).toBe(201);
    expect(await reply.json()).toEqual({ method: "POST", q: "1", body: "hello" });
  });

  test("answers 404 where no handler knows the path, and 500 with the reason where one throws", async () => {
    const { url } = await serve(async ({ path }) => {
      if (path === "/throw") throw new Error("broken inside");
      return undefined;
    });
    expect((await fetch(`${url}/nothing`)).status).toBe(404);
    const thrown = await fetch(`${url}/throw`);
    expect({ status: thrown.status, body: await thrown.json() }).toEqual({
      status: 500,
      body: { error_code: 500, message: "broken inside" },
    });
  });

  test("refuses a body above the limit and a path that is no URL, and goes on", async () => {
    const { url } = await serve(async () => jsonReply(200, "fine"));
    expect((await fetch(url, { method: "POST", body: "x".repeat(101) })).status).toBe(413);
    expect((await fetch(`${url}/%E0%A4%A`)).status).toBe(400);
    expect((await fetch(url, { method: "POST", body: "x".repeat(100) })).status).toBe(200);
  });

  test("outlives bytes that are no HTTP", async () => {
    const { url } = await serve(async () => jsonReply(200, "fine"));
    const socket = createConnection(Number(new URL(url).port), "127.0.0.1");
    await new Promise<void>((resolve) => {
      socket.on("error", () => {});
      socket.once("close", () => resolve());
      socket.resume();
      socket.end("\u0000\u0001 garbage\r\n\r\n");
    });
    expect((await fetch(url)).status).toBe(200);
  });

  test("listens on loopback only", async () => {
    await expect(serveHttp([], { host: "0.0.0.0" })).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining("use 127.0.0.1"),
    });
  });
});
