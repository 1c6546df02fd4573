import type { Browser, Page } from "playwright-core";
import { patience } from "./browser.ts";

/** A page that is open in a browser, and what it tried that a report must not. */
export interface WatchedPage {
  readonly page: Page;
  /** Calls of `alert` and its like, dialogs, new windows, errors, breaches of the policy and requests that left the page. */
  readonly caught: readonly string[];
}

/** Opens a file in a page of its own, watched from its first script on, and closes it after `look`. */
export const withWatchedPage = async (
  browser: Browser,
  url: string,
  look: (watched: WatchedPage) => Promise<void>,
  options: { readonly javaScriptEnabled?: boolean } = {},
): Promise<void> => {
  const context = await browser.newContext({ viewport: { width: 1100, height: 800 }, ...options });
  context.setDefaultTimeout(patience);
  try {
    const page = await context.newPage();
    const caught: string[] = [];
    await page.exposeBinding("caughtByTest", (_source, what: string) => void caught.push(what));
    await page.addInitScript(setTraps);
    page.on("dialog", (dialog) => {
      caught.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("pageerror", (error) => caught.push(`error: ${error.message}`));
    page.on("console", (message) => {
      // Values of attributes and data that are no picture are told of as errors too, and load nothing.
      if (message.type() === "error" && !/^Error: <|ERR_INVALID_URL/.test(message.text()))
        caught.push(`console: ${message.text()}`);
    });
    page.on("popup", (popup) => caught.push(`window: ${popup.url()}`));
    page.on("framenavigated", (frame) => {
      if (frame !== page.mainFrame() || !frame.url().startsWith(url)) caught.push(`frame: ${frame.url()}`);
    });
    page.on("request", (request) => {
      if (!isOwn(request.url(), url)) caught.push(`request: ${request.url()}`);
    });
    await page.goto(url);
    await look({ page, caught });
  } finally {
    await context.close();
  }
};

// Of its own: what lies beside it, and what it holds itself.
const isOwn = (address: string, page: string): boolean =>
  /^(?:data|blob|about):/.test(address) || address.startsWith(new URL("./", page).href);

const setTraps = (): void => {
  const tell = (globalThis as unknown as { caughtByTest: (what: string) => void }).caughtByTest;
  for (const name of ["alert", "confirm", "prompt", "print"])
    Object.defineProperty(globalThis, name, { value: (what: unknown) => tell(`${name}(${String(what)})`) });
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
    tell(`policy: ${violatedDirective} ${blockedURI} ${sample}`),
  );
};
