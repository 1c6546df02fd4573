import { expect, test } from "@jest/globals";
import type { ToCells } from "../../kernels/typescript/link.ts";
import { createProgram } from "../../kernels/typescript/program.ts";
import { createMessage } from "../support/kernel-client.ts";

const setUp = () => {
  const told: ToCells[] = [];
  const program = createProgram((message) => told.push(message));
  return { told, program };
};
const question = { kind: "known", names: ["a"] } as const;

test("cells that wait to run are known in order until they begin", () => {
  const { program } = setUp();
  const [one, two] = ["const a = 1", "const b = 2"].map((code) => createMessage("execute_request", { code }));
  program.sent(one as never);
  program.sent(createMessage("comm_msg", {}));
  program.sent(two as never);
  expect(program.ahead()).toEqual(["const a = 1", "const b = 2"]);
  program.begun(one?.header.msg_id ?? "");
  expect(program.ahead()).toEqual(["const b = 2"]);
  program.done(two?.header.msg_id ?? "");
  expect(program.ahead()).toEqual([]);
});

test("a question is put once what was sent before it is done", async () => {
  const { program, told } = setUp();
  const cell = createMessage("execute_request", { code: "1" });
  program.sent(cell);
  const answer = program.ask(question);
  expect(told).toEqual([]);
  program.done(cell.header.msg_id);
  await new Promise(setImmediate);
  expect(told).toEqual([{ kind: "question", number: 1, question }]);
  program.answered(1, ["a"]);
  expect(await answer).toEqual(["a"]);
});

test("a program that a cell keeps busy is asked once, and again when it has answered or is done", async () => {
  const { program, told } = setUp();
  const cell = createMessage("execute_request", { code: "for (;;);" });
  program.sent(cell);
  expect(await program.ask(question)).toBeUndefined();
  expect(await program.ask(question)).toBeUndefined();
  expect(told).toHaveLength(1);
  program.answered(1, []);
  const second = program.ask(question);
  await new Promise(setImmediate);
  expect(told).toHaveLength(2);
  program.answered(2, ["a"]);
  expect(await second).toEqual(["a"]);
  expect(await program.ask(question)).toBeUndefined();
  program.done(cell.header.msg_id);
  void program.ask(question);
  await new Promise(setImmediate);
  expect(told).toHaveLength(4);
});
