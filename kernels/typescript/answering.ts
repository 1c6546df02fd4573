import { messageOf } from "../../src/errors.ts";
import type { JsonObject } from "../../src/notebook/index.ts";
import { createCellTypes, type StartedCell, type TypeProblem } from "../../src/session/language/index.ts";
import { createChecks } from "./checks.ts";
import { createHistory } from "./history.ts";
import type { AboutCells, LinkedCell, ToCells } from "./link.ts";
import { createProgram } from "./program.ts";
import { createQuestions } from "./questions.ts";
import { createStatuses, type Statuses } from "./statuses.ts";
import type { Header, Message } from "./wire.ts";

/** What the channels' thread knows of the cells that the main thread runs, and answers while that one is busy. */
export interface Answering {
  readonly statuses: Statuses;
  /** The content of the reply to a question about cells; undefined for any other request. */
  answer(request: Message): JsonObject | Promise<JsonObject> | undefined;
  /** A request was passed on to the main thread. */
  sent(request: Message): void;
  /** Takes what the main thread tells about cells. */
  learn(message: AboutCells): void;
}

interface Surroundings {
  readonly tell: (message: ToCells) => void;
  readonly publish: (
    type: string,
    content: JsonObject,
    parent: Header | Record<string, never>,
    date?: string,
  ) => Promise<void> | undefined;
  readonly onProcess: (pid: number, alive: boolean) => void;
  readonly log: (line: string) => void;
}

export const createAnswering = ({ tell, publish, onProcess, log }: Surroundings): Answering => {
  const program = createProgram(tell);
  const history = createHistory();
  const comms = new Map<string, string>();
  const checks = createChecks({
    program,
    idOf: (cell) => headerOf(cell)?.msg_id,
    warn: (text, cell) => void publish("stream", { name: "stderr", text }, headerOf(cell) ?? {}),
  });
  const onChecked = (cell: StartedCell, problems: readonly TypeProblem[]) =>
    void checks.checked(cell, problems).catch((error: unknown) => log(messageOf(error)));
  const types = createCellTypes({ folder: process.cwd(), log, eager: true, onChecked, onProcess });
  const statuses = createStatuses({
    publish: (state, parent, date) => publish("status", { execution_state: state }, parent, date),
    hold: checks.hold,
  });

  const started = (cell: LinkedCell): void => {
    const id = cell.tag?.msg_id ?? "";
    program.begun(id);
    if (cell.check && types.isWarm()) checks.started(id);
    types.started(cell);
  };

  const examine = async (cell: LinkedCell): Promise<void> => {
    program.begun(cell.tag?.msg_id ?? "");
    tell({ kind: "examined", id: cell.id, problems: await types.examine(cell) });
  };

  const status = ({ state, parent }: Extract<AboutCells, { kind: "status" }>): void => {
    if (state === "idle") {
      program.done(parent.msg_id);
      void statuses.idle(parent);
    } else statuses.busy(parent);
  };

  return {
    statuses,
    answer: createQuestions({ types, program, history, comms }),
    sent: program.sent,
    learn: (message) => {
      switch (message.kind) {
        case "status":
          return status(message);
        case "entered":
          return history.add(message.line, message.input);
        case "comm":
          if (message.target === undefined) comms.delete(message.id);
          else comms.set(message.id, message.target);
          return;
        case "answer":
          return program.answered(message.number, message.value);
        case "started":
          return started(message.cell);
        case "examine":
          return void examine(message.cell);
        case "remove":
          return types.remove(message.id);
        case "clear":
          return types.clear();
      }
    },
  };
};

const headerOf = (cell: StartedCell): Header | undefined => cell.tag as Header | undefined;
