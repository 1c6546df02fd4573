import type { AsyncLocalStorage } from "node:async_hooks";
import type { MimeBundle } from "../notebook/index.ts";
import { type CommMessage, createComms } from "./comms.ts";
import { type InputRequest, installInput, StdinNotImplemented } from "./input.ts";
import { textOf } from "./text.ts";
import { createWidgets } from "./widget.ts";

/** What a session needs of the front end; without it comms lead nowhere and cells cannot ask for input. */
export interface FrontEndOptions {
  /** Takes comm messages for the front end. */
  readonly onComm?: (message: CommMessage, tag: unknown) => void;
  /** Hears of each comm that was opened, by its id and target, and closed: then without a target. */
  readonly onCommChange?: (id: string, targetName: string | undefined) => void;
  /** Asks the person and waits, in this thread; throws `StdinNotImplemented` where the cell of that tag may not ask. */
  readonly onInput?: (request: InputRequest, tag: unknown) => string;
  /** Takes what the front end shows beside the notebook, in a pager. */
  readonly onPage?: (bundle: MimeBundle, tag: unknown) => void;
}

export interface FrontEnd {
  /** Hands a comm message to its handler; what the handler puts out belongs to `tag`. Resolves once it has returned or was interrupted; never rejects. */
  receiveComm(message: CommMessage, tag: unknown): Promise<void>;
  /** The open comms by id, of one target or of all. */
  comms(targetName?: string): Readonly<Record<string, { readonly target_name: string }>>;
  /** Gives up the handlers that run. */
  abandon(): void;
  close(): void;
}

interface Surroundings {
  readonly context: AsyncLocalStorage<{ readonly tag: unknown }>;
  /** The cell that runs in the present context. */
  tag(): unknown;
  /** Sends the output so far, so that what follows comes after it. */
  flush(): void;
  /** Shows an error that no cell awaits. */
  report(error: unknown, tag: unknown): void;
}

/** Gives cells prompt, confirm, alert, Jupyter.password, Jupyter.page, Jupyter.comm, Jupyter.widget and Jupyter.anywidget. Call it after the globals are there. */
export const connectFrontEnd = (options: FrontEndOptions, { context, tag, flush, report }: Surroundings): FrontEnd => {
  const comms = createComms((message) => {
    flush();
    options.onComm?.(message, tag());
  }, options.onCommChange);
  const jupyter: unknown = Reflect.get(globalThis, "Jupyter");
  if (typeof jupyter === "object" && jupyter !== null)
    Object.assign(jupyter, {
      comm: comms.api,
      ...createWidgets(comms.api),
      page: (value: unknown) => options.onPage?.({ "text/plain": textOf(value) }, tag()),
    });
  const removeInput = installInput((request) => {
    flush();
    if (!options.onInput) throw new StdinNotImplemented("no person sits in front of this run");
    return options.onInput(request, tag());
  });
  const waiting = new Set<() => void>();
  return {
    receiveComm: (message, messageTag) =>
      new Promise((resolve) => {
        const done = () => {
          waiting.delete(done);
          flush();
          resolve();
        };
        waiting.add(done);
        // A task of its own: where V8 stops the handler half-way, nothing else stops with it.
        const run = () => {
          try {
            comms.receive(message);
          } catch (error) {
            report(error, messageTag);
          }
          done();
        };
        context.run({ tag: messageTag }, () => setTimeout(run, 0));
      }),
    comms: comms.info,
    abandon: () => {
      for (const done of [...waiting]) done();
    },
    close: removeInput,
  };
};
