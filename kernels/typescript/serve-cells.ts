import { writeSync } from "node:fs";
import type { MessagePort, Worker } from "node:worker_threads";
import { createSession, type Outside } from "../../src/session/index.ts";
import { type InterruptSignal, isInterruptSeen, seeInterrupt } from "../../src/session/interrupt/index.ts";
import { answerQuestion } from "./answer-question.ts";
import { createAsk } from "./ask.ts";
import { createCells, type Origin, publishOutput, type Speaker } from "./cells.ts";
import { publishComm } from "./comm-messages.ts";
import { shared, type ToCells } from "./link.ts";
import type { Mailbox } from "./mailbox.ts";
import { createSpeaker } from "./speaker.ts";
import { createTeller, type Teller } from "./teller.ts";
import { createTypesLink } from "./types-link.ts";

/** The channels' thread and what is shared with it. */
export interface ChannelsThread {
  readonly channels: Worker;
  readonly messages: Mailbox;
  readonly numbers: Int32Array<SharedArrayBuffer>;
  readonly interrupts: InterruptSignal;
  readonly inputs: MessagePort;
  readonly notebookFile: string | undefined;
  readonly outside: (() => Promise<Outside>) | undefined;
}

/** Runs the cells that the channels' thread passes on; resolves when both are ready. */
export const serveCells = async ({
  channels,
  messages,
  numbers,
  interrupts,
  inputs,
  notebookFile,
  outside,
}: ChannelsThread): Promise<void> => {
  const fences: (() => void)[] = [];
  const teller = createTeller(channels);
  const { tell } = teller;
  const speaker = createSpeaker(teller, numbers, fences);
  let current: Origin | undefined;
  const types = createTypesLink(tell);
  const session = await createSession({
    cwd: process.cwd(),
    notebookFile,
    outside,
    types,
    log: (line) => void writeSync(2, `pinbook kernel: ${line}\n`),
    onOutput: (output, tag) => {
      current = tag as Origin | undefined;
      publishOutput(speaker, output, tag);
    },
    onComm: (message, tag) => publishComm(speaker, message, (tag as Origin | undefined)?.header ?? {}),
    onCommChange: (id, target) => tell({ kind: "comm", id, target }),
    onPage: (data, tag) => (tag as Origin | undefined)?.payload.push({ source: "page", data, start: 0 }),
    onInput: createAsk({ tell, numbers, inputs }),
    interrupts,
    onChild: (pid, alive) => tell({ kind: "child", pid, alive }),
  });
  const cells = createCells(session, speaker);
  // The parser is loaded with the first code that it is given: the sockets' thread is still on its way.
  session.isComplete("0");
  const answer = async ({ number, question }: Extract<ToCells, { kind: "question" }>) => {
    const value = await answerQuestion(session, question).catch(() => undefined);
    tell({ kind: "answer", number, value });
  };
  // The signal means the cell here, whatever it meant to those that started the kernel; the channels' thread hears it.
  process.removeAllListeners("SIGINT");
  process.on("SIGINT", () => {});
  const sayGoodbye = (code: number) => farewell(tell, speaker, numbers, current, code);
  process.on("exit", sayGoodbye);
  await new Promise<void>((resolve) => {
    messages.open((message) => {
      // What an interrupt kept from being told.
      teller.flush();
      switch (message.kind) {
        case "ready":
          return resolve();
        case "request":
          return cells.handle(message.message);
        case "interrupt":
          if (isInterruptSeen(interrupts, message.number)) return;
          // All that were asked for mean what runs now.
          seeInterrupt(interrupts);
          return session.interrupt();
        case "question":
          return void answer(message);
        case "examined":
          return types.examined(message.id, message.problems);
        case "fence":
          return fences.shift()?.();
        case "exit":
          process.off("exit", sayGoodbye);
          return process.exit(0);
      }
    });
  });
};

/** Tells the front ends that user code ended the process, and waits until that has gone out. */
const farewell = (
  tell: Teller["tell"],
  speaker: Speaker,
  numbers: Int32Array<SharedArrayBuffer>,
  origin: Origin | undefined,
  code: number,
): void => {
  const running = Atomics.load(numbers, shared.running) > 0;
  const text = `the process ended with code ${code}${running ? " while a cell ran" : ""}: start the kernel anew\n`;
  speaker.publish("stream", { name: "stderr", text }, origin?.header ?? {});
  tell({ kind: "flush" });
  Atomics.wait(numbers, shared.flushed, 0, 1000);
};
