import type { Json, JsonObject } from "../../src/notebook/index.ts";
import type { ExecuteReply, Session, SessionOutput } from "../../src/session/index.ts";
import { asCommMessage } from "./comm-messages.ts";
import { createSentBefore } from "./sent-before.ts";
import type { Header, Message } from "./wire.ts";

/** How the cells' side speaks to the front ends. */
export interface Speaker {
  publish(type: string, content: JsonObject, parent: Header | Record<string, never>, rest?: Rest): void;
  /** Says that a request is being answered, and that all has been said about it. */
  status(state: "busy" | "idle", request: Message): void;
  reply(request: Message, type: string, content: JsonObject): void;
  /** Says what was entered as the cell of a number. */
  entered(line: number, input: string): void;
  /** Replies, and calls back once every request that came before the reply went out has reached `handle`. */
  replyLast(request: Message, type: string, content: JsonObject, then: () => void): void;
  /** Says which execution runs, 0 for none. */
  running(number: number): void;
}

/** What goes with a message beside its content. */
export interface Rest {
  readonly metadata?: JsonObject;
  readonly buffers?: readonly Uint8Array[];
}

/** The request that outputs belong to. */
export interface Origin {
  readonly header: Header;
  readonly silent: boolean;
  /** The client that sent it, and whether it takes questions. */
  readonly identities: readonly Uint8Array[];
  readonly allowStdin: boolean;
  /** What goes with the reply, such as pages for the pager. */
  readonly payload: JsonObject[];
}

const originOf = ({ header, identities, content }: Message): Origin => ({
  header,
  identities,
  silent: content.silent === true,
  allowStdin: content.allow_stdin === true,
  payload: [],
});

export interface Cells {
  /** Takes a request of the shell channel; those of one shell are handled in order, those of a subshell also while a cell of another awaits. */
  handle(request: Message): void;
}

/** Sends a session's output to the front ends, under the request that it belongs to. */
export const publishOutput = (speaker: Speaker, output: SessionOutput, tag: unknown): void => {
  const origin = tag as Origin | undefined;
  if (origin?.silent) return;
  const [type, content] = asMessage(output);
  speaker.publish(type, content, origin?.header ?? {});
};

const asMessage = (output: SessionOutput): [string, JsonObject] => {
  switch (output.output_type) {
    case "stream":
      return ["stream", { name: output.name, text: output.text }];
    case "display_data":
    case "update_display_data": {
      const transient: JsonObject = output.displayId ? { display_id: output.displayId } : {};
      return [output.output_type, { data: output.data, metadata: output.metadata, transient }];
    }
    case "execute_result":
      return [
        "execute_result",
        { data: output.data, metadata: output.metadata, execution_count: output.execution_count },
      ];
    case "error":
      return ["error", { ename: output.ename, evalue: output.evalue, traceback: output.traceback }];
    case "clear_output":
      return ["clear_output", { wait: output.wait }];
  }
};

/** Runs the cells and takes the comm messages of the shell channel with a session. */
export const createCells = (session: Session, speaker: Speaker): Cells => {
  const shells = new Map<string, Shell>();
  const sentBefore = createSentBefore();
  let count = 0;
  let executions = 0;
  let active = 0;

  /** Gives the reply, or undefined where it has sent it. */
  const execute = async (request: Message, shell: Shell): Promise<JsonObject | undefined> => {
    const { content, header, metadata } = request;
    const code = text(content.code);
    const tag = originOf(request);
    const { silent } = tag;
    const stored = !silent && content.store_history !== false;
    const executionCount = stored ? ++count : count;
    if (stored) speaker.entered(count, code);
    if (!silent) speaker.publish("execute_input", { code, execution_count: executionCount }, header);
    const userExpressions = expressionsOf(content.user_expressions);
    active++;
    speaker.running(++executions);
    const result = await session.execute({
      code,
      executionCount,
      silent,
      tag,
      cellId: typeof metadata?.cellId === "string" ? metadata.cellId : undefined,
      beside: isSubshell(header),
      ...(userExpressions ? { userExpressions } : {}),
    });
    speaker.running(--active > 0 ? executions : 0);
    const reply = executeReply(result, executionCount, tag.payload);
    if (result.status === "ok" || content.stop_on_error === false) return reply;
    // Those that were queued behind it are aborted; a front end that has seen the reply may go on.
    shell.aborting = true;
    sentBefore.failed(request);
    speaker.replyLast(request, "execute_reply", reply, () => {
      shell.queue = shell.queue.then(() => {
        shell.aborting = false;
      });
    });
    return undefined;
  };

  const answer = async (request: Message, shell: Shell): Promise<void> => {
    const isCell = request.header.msg_type === "execute_request";
    speaker.status("busy", request);
    if (isCell && (shell.aborting || sentBefore.includes(request))) {
      // No count with it, or front ends write that into the cell that never ran.
      speaker.reply(request, "execute_reply", { status: "aborted" });
    } else if (isCell) {
      const content = await execute(request, shell);
      if (content) speaker.reply(request, "execute_reply", content);
    } else {
      const message = asCommMessage(request);
      if (message) await session.receiveComm(message, originOf(request));
    }
    speaker.status("idle", request);
  };

  /** No chain of then(): see `after` in the session. */
  const answerAfter = async (previous: Promise<void>, request: Message, shell: Shell): Promise<void> => {
    await previous;
    await answer(request, shell);
    shell.open--;
    if (isSubshell(request.header) && shell.open === 0 && !shell.aborting) shells.delete(shellId(request.header));
  };

  return {
    handle: (request) => {
      const id = shellId(request.header);
      const shell = shells.get(id) ?? { queue: Promise.resolve(), aborting: false, open: 0 };
      shells.set(id, shell);
      shell.open++;
      sentBefore.arrived(request);
      shell.queue = answerAfter(shell.queue, request, shell);
    },
  };
};

/** The requests of the main shell or a subshell, one after another. */
interface Shell {
  queue: Promise<void>;
  /** Whether cells are passed over because one before them failed. */
  aborting: boolean;
  /** How many requests are not done. */
  open: number;
}

const shellId = ({ subshell_id: id }: Header): string => (typeof id === "string" ? id : "");
const isSubshell = (header: Header): boolean => shellId(header) !== "";

const executeReply = (result: ExecuteReply, executionCount: number, payload: JsonObject[]): JsonObject => {
  if (result.status === "ok")
    return {
      status: "ok",
      execution_count: executionCount,
      user_expressions: (result.userExpressions ?? {}) as JsonObject,
      payload,
    };
  const { ename, evalue, traceback } = result;
  return {
    status: "error",
    execution_count: executionCount,
    ename,
    evalue,
    traceback,
    user_expressions: {},
    payload,
  };
};

const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");

const expressionsOf = (value: Json | undefined): Record<string, string> | undefined => {
  const entries = Object.entries(value ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
};
