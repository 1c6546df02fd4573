import type { JsonObject } from "../../../src/notebook/index.ts";
import { describe, type Entry, faultsOf } from "./ledger.ts";

/** What a request has to come to; what is left out is not looked at. */
export interface Expected {
  readonly status?: "ok" | "error" | "aborted";
  readonly ename?: string | RegExp;
  readonly result?: string;
  readonly stdout?: string;
  readonly stderr?: string | RegExp;
  /** text/plain of the displays, in order. */
  readonly displays?: readonly string[];
  readonly reply?: (content: JsonObject) => boolean;
}

/** Throws where a request that is over came to something else. */
export const verify = (entry: Entry, expected: Expected): void => {
  const problems = [...faultsOf(entry), ...deviations(entry, expected)];
  if (problems.length > 0)
    throw new Error(`${problems.join("\n")}\n${describe(entry)}\n${JSON.stringify(entry.replies[0]?.content)}`);
};

/** The contents of what was published up to idle, of one type. */
export const contents = ({ published }: Entry, type: string): readonly JsonObject[] =>
  published.filter(({ header }) => header.msg_type === type).map(({ content }) => content);

/** The text of one stream up to idle. */
export const streamOf = (entry: Entry, name: "stdout" | "stderr"): string =>
  contents(entry, "stream")
    .filter((content) => content.name === name)
    .map(({ text }) => text)
    .join("");

/** The text/plain of the cell's value. */
export const resultIn = (entry: Entry): string | undefined => plain(contents(entry, "execute_result")[0]);

/** The content of the reply. */
export const replyIn = (entry: Entry): JsonObject => entry.replies[0]?.content ?? {};

const plain = (content: JsonObject | undefined): string | undefined => {
  const value = (content?.data as JsonObject | undefined)?.["text/plain"];
  return value === undefined ? undefined : String(value);
};

const deviations = (entry: Entry, expected: Expected): string[] => {
  const reply = replyIn(entry);
  const seen: Record<keyof Expected, unknown> = {
    status: reply.status,
    ename: reply.ename,
    result: resultIn(entry),
    stdout: streamOf(entry, "stdout"),
    stderr: streamOf(entry, "stderr"),
    displays: contents(entry, "display_data").map(plain),
    reply: true,
  };
  const wanted = { ...expected, reply: true };
  const found = Object.entries(wanted).flatMap(([name, value]) => {
    const actual = seen[name as keyof Expected];
    const fits =
      value instanceof RegExp ? value.test(String(actual)) : JSON.stringify(value) === JSON.stringify(actual);
    return fits ? [] : [`${name} is ${JSON.stringify(actual)?.slice(0, 300)}, wanted ${value}`];
  });
  if (expected.reply && !expected.reply(reply)) found.push(`the reply is ${JSON.stringify(reply).slice(0, 500)}`);
  return [...found, ...(entry.request.header.msg_type === "execute_request" ? executionFaults(entry) : [])];
};

/** What holds for every cell. */
const executionFaults = (entry: Entry): string[] => {
  const { content } = entry.request;
  const [reply, errors] = [replyIn(entry), contents(entry, "error")];
  const inputs = contents(entry, "execute_input").length;
  const ran = reply.status !== "aborted" && content.silent !== true;
  const faults = [];
  if (inputs !== (ran ? 1 : 0)) faults.push(`${inputs} execute_input`);
  if (errors.length !== (ran && reply.status === "error" ? 1 : 0)) faults.push(`${errors.length} error outputs`);
  if (errors[0] && errors[0].ename !== reply.ename) faults.push("the error output and the reply differ");
  return faults;
};
