import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { type InputRequest, StdinNotImplemented } from "../../src/session/index.ts";
import type { Origin } from "./cells.ts";
import { inputState, shared } from "./link.ts";
import type { Teller } from "./teller.ts";

interface AskParts {
  readonly tell: Teller["tell"];
  readonly numbers: Int32Array<SharedArrayBuffer>;
  readonly inputs: MessagePort;
}

/** Asks the front end that sent the cell and holds this thread until it answers or the cell is interrupted. */
export const createAsk =
  ({ tell, numbers, inputs }: AskParts) =>
  (request: InputRequest, tag: unknown): string => {
    const origin = tag as Origin | undefined;
    if (!origin?.allowStdin)
      throw new StdinNotImplemented("the front end does not take questions (allow_stdin is false)");
    Atomics.store(numbers, shared.input, inputState.waiting);
    const { header, identities } = origin;
    tell({ kind: "input", request, parent: header, identities });
    Atomics.wait(numbers, shared.input, inputState.waiting);
    switch (Atomics.load(numbers, shared.input)) {
      case inputState.answered:
        return String((receiveMessageOnPort(inputs) as { message: unknown } | undefined)?.message ?? "");
      case inputState.unreachable:
        throw new StdinNotImplemented("the front end that sent the cell has no stdin channel");
      default:
        throw interruption();
    }
  };

const interruption = (): Error => {
  const error = new Error("the cell was interrupted while it waited for input");
  error.name = "Interrupted";
  return error;
};
