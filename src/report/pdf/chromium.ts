import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { messageOf, PinbookError } from "../../errors.ts";
import { type DevTools, devTools } from "./devtools-pipe.ts";

/** A Chromium without a window that prints pages. */
export interface Chromium {
  /** Prints the page at this URL as a PDF, scripts off, in the size and margins that its styles say. */
  print(url: string): Promise<Buffer>;
  /** Ends the browser and removes what it kept. */
  close(): Promise<void>;
}

/** How long a browser may take, in milliseconds. */
export interface Patience {
  /** Until it answers for the first time. */
  readonly start: number;
  /** For one page, from loading to the whole PDF. */
  readonly page: number;
}

/**
 * Starts the program with a profile of its own, which knows no network. What it does not do within `patience` is given up
 * with an error that says so, and the program is ended.
 */
export const startChromium = (program: string, patience: Patience = { start: 60_000, page: 600_000 }): Chromium => {
  const profile = mkdtempSync(join(tmpdir(), "pinbook-chromium-"));
  // Chromium refuses its sandbox to root.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const child = spawn(program, [...flags, ...sandbox, `--user-data-dir=${profile}`], {
    stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
    // A group of its own, so that its helpers end with it.
    detached: process.platform !== "win32",
  });
  const client = devTools(child.stdio[3] as Writable, child.stdio[4] as Readable);
  const ended = endOf(child, program, client);
  return {
    print: async (url) => {
      const giveUp = (ms: number, what: string) =>
        setTimeout(() => {
          client.fail(
            `${program} ${what} within ${Math.round(ms / 1000)} s: it is no Chromium, or it hangs. Name another one by --chromium FILE or PINBOOK_CHROMIUM.`,
          );
          kill(child);
        }, ms);
      const waiting = giveUp(patience.start, "did not answer");
      const target = await client
        .send("Target.createTarget", { url: "about:blank" })
        .finally(() => clearTimeout(waiting));
      const working = giveUp(patience.page, "did not print a page");
      return print(client, url, String(target.targetId)).finally(() => clearTimeout(working));
    },
    close: async () => {
      const asked = client.send("Browser.close").catch(() => {});
      const last = setTimeout(() => kill(child), 3000);
      await Promise.all([asked, ended]);
      clearTimeout(last);
      kill(child);
      for (const stream of child.stdio) stream?.destroy();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};

const flags = [
  "--headless",
  "--remote-debugging-pipe",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-extensions",
  "--disable-sync",
  "--hide-scrollbars",
  "--no-first-run",
  "--no-default-browser-check",
  "--mute-audio",
  "--font-render-hinting=none",
  "--host-resolver-rules=MAP * ~NOTFOUND",
  "--proxy-server=http://127.0.0.1:9",
  "--proxy-bypass-list=<-loopback>",
];

const kill = (child: ChildProcess): void => {
  try {
    if (child.pid !== undefined) process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL");
  } catch {
    // It is gone already.
  }
};

const endOf = (child: ChildProcess, program: string, client: DevTools): Promise<void> =>
  new Promise((resolve) => {
    let said = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000);
    });
    child.on("error", (error) => {
      client.fail(`${program} could not be started: ${messageOf(error)}. Name another Chromium by --chromium FILE.`);
      resolve();
    });
    // Not "close": a helper may hold its stderr open.
    child.on("exit", (code, signal) => {
      const last = said.trim().split("\n").slice(-3).join(" ");
      client.fail(
        `${program} ended (${signal ?? `code ${code}`}) before the PDF was there: ${last || "it said nothing"}`,
      );
      resolve();
    });
  });

const print = async (client: DevTools, url: string, targetId: string): Promise<Buffer> => {
  const { sessionId } = await client.send("Target.attachToTarget", { targetId, flatten: true });
  const session = String(sessionId);
  const send = (method: string, params = {}) => client.send(method, params, session);
  await send("Page.enable");
  await send("Emulation.setScriptExecutionDisabled", { value: true });
  const loaded = client.once("Page.loadEventFired", session);
  const { errorText } = await send("Page.navigate", { url });
  if (errorText) throw new PinbookError(`Chromium could not open ${url}: ${String(errorText)}`);
  await loaded;
  const { stream } = await send("Page.printToPDF", {
    preferCSSPageSize: true,
    printBackground: true,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
    transferMode: "ReturnAsStream",
  });
  const pdf = await readStream(send, String(stream));
  await client.send("Target.closeTarget", { targetId });
  return pdf;
};

type Send = (method: string, params?: Readonly<Record<string, unknown>>) => Promise<Readonly<Record<string, unknown>>>;

const readStream = async (send: Send, handle: string): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for (;;) {
    const { data, base64Encoded, eof } = await send("IO.read", { handle, size: 1 << 20 });
    parts.push(Buffer.from(String(data ?? ""), base64Encoded ? "base64" : "utf8"));
    if (eof) break;
  }
  await send("IO.close", { handle });
  return Buffer.concat(parts);
};
