import { setTimeout as pause } from "node:timers/promises";
import type { Json, JsonObject } from "../../src/notebook/index.ts";
import type { Inspection } from "../../src/session/index.ts";
import {
  isComplete,
  type KnownTypes,
  type LiveCompletion,
  mergeCompletion,
  mergeInspection,
} from "../../src/session/language/index.ts";
import { targetOf } from "./comm-messages.ts";
import type { History } from "./history.ts";
import { kernelInfo } from "./kernel-info.ts";
import { toPoints, toUnits } from "./offsets.ts";
import type { Program } from "./program.ts";
import type { Message } from "./wire.ts";

interface Knowledge {
  readonly types: KnownTypes;
  readonly program: Program;
  readonly history: History;
  /** Targets of the open comms, by id. */
  readonly comms: ReadonlyMap<string, string>;
}

/** Milliseconds in which types are known, or the answer goes without them. */
const patience = 800;

/** Longer code, in characters, is not looked at: it would keep the channels waiting. */
const mostCode = 1_000_000;

/**
 * Answers what front ends ask about cells, from the channels' thread: types always, values where the program is not busy.
 * Gives the content of the reply; undefined for a request that is no such question.
 */
export const createQuestions = ({ types, program, history, comms }: Knowledge) => {
  const info = kernelInfo();
  const inTime = <T>(answer: Promise<T>): Promise<T | undefined> =>
    Promise.race([answer, pause(patience, undefined, { ref: false })]);

  const complete = async ({ content }: Message): Promise<JsonObject> => {
    const code = text(content.code);
    const cursor = cursorIn(code, content.cursor_pos);
    const [typed, live] = await Promise.all([
      inTime(types.complete(code, cursor, program.ahead())),
      program.ask<LiveCompletion>({ kind: "complete", code, cursor }),
    ]);
    const completion = mergeCompletion(typed, live, code, cursor);
    const [start, end] = [toPoints(code, completion.cursorStart), toPoints(code, completion.cursorEnd)];
    const experimental = completion.types?.map((type) => ({ ...type, start, end }));
    const metadata: JsonObject = experimental ? { _jupyter_types_experimental: experimental } : {};
    return { status: "ok", matches: completion.matches, cursor_start: start, cursor_end: end, metadata };
  };

  const inspect = async ({ content }: Message): Promise<JsonObject> => {
    const code = text(content.code);
    const cursor = cursorIn(code, content.cursor_pos);
    const detail = content.detail_level === 1 ? 1 : 0;
    const [typed, live] = await Promise.all([
      inTime(types.inspect(code, cursor, program.ahead())),
      program.ask<Inspection>({ kind: "inspect", code, cursor, detail }),
    ]);
    const { found, data } = mergeInspection(typed, live);
    return { status: "ok", found, data, metadata: {} };
  };

  const completeness = async ({ content }: Message): Promise<JsonObject> => {
    const code = text(content.code);
    if (code.length > mostCode) return { status: "unknown" };
    const { status, indent } = await isComplete(code);
    return status === "incomplete" ? { status, indent } : { status };
  };

  const past = async ({ content }: Message): Promise<JsonObject> => {
    await program.settled();
    return { status: "ok", history: history.query(content) };
  };

  const openComms = async ({ content }: Message): Promise<JsonObject> => {
    await program.settled();
    const wanted = targetOf(content);
    const found = [...comms].filter(([, target]) => wanted === undefined || target === wanted);
    return { status: "ok", comms: Object.fromEntries(found.map(([id, target]) => [id, { target_name: target }])) };
  };

  const handlers = new Map<string, (request: Message) => JsonObject | Promise<JsonObject>>([
    ["kernel_info_request", () => info],
    ["complete_request", complete],
    ["inspect_request", inspect],
    ["is_complete_request", completeness],
    ["history_request", past],
    ["comm_info_request", openComms],
  ]);

  return (request: Message): JsonObject | Promise<JsonObject> | undefined =>
    handlers.get(request.header.msg_type)?.(request);
};

const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");

const cursorIn = (code: string, position: Json | undefined): number =>
  typeof position === "number" ? toUnits(code, position) : code.length;
