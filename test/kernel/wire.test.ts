import { describe, expect, test } from "@jest/globals";
import { decodeMessage, encodeMessage, type Message, signer } from "../../kernels/typescript/index.ts";
import { createMessage } from "../support/kernel-client.ts";

const sign = signer("secret");
const message: Message = {
  ...createMessage("execute_request", { code: "'ü😀'" }),
  identities: [Buffer.from([1, 2]), Buffer.from("client")],
  buffers: [Buffer.from([0, 255])],
};

describe("the wire codec", () => {
  test("reads back what it wrote, with identities and buffers", () => {
    expect(decodeMessage(encodeMessage(message, sign), sign)).toEqual(message);
  });

  test("signs the four JSON frames with HMAC-SHA256 in hex", () => {
    const frames = ["{}", "{}", "{}", "{}"].map((text) => Buffer.from(text));
    expect(signer("key")(frames)).toBe("ca767b02c5bc061ed184a9a029e7f93a7f2f7ed4e8fe74120fc1212f0b008fa3");
    expect(signer("key")(frames)).not.toBe(signer("other")(frames));
  });

  test("does not sign with an empty key", () => {
    const plain = signer("");
    const frames = encodeMessage(message, plain);
    expect(String(frames[3])).toBe("");
    expect(decodeMessage(frames, plain)).toEqual(message);
  });

  test.each([
    ["a wrong signature", () => encodeMessage(message, signer("other")), "wrong signature"],
    ["no delimiter", () => [Buffer.from("x")], "no <IDS|MSG> delimiter"],
    ["too few frames", () => encodeMessage(message, sign).slice(0, 6), "2 frames after the signature, 4 are needed"],
    ["nothing at all", () => [], "no <IDS|MSG> delimiter"],
  ])("refuses %s", (_, frames, problem) => {
    expect(() => decodeMessage(frames(), sign)).toThrow(problem);
  });

  test("refuses a header that is no object or has no type", () => {
    const plain = signer("");
    const frames = (header: string) => ["<IDS|MSG>", "", header, "{}", "{}", "{}"].map((text) => Buffer.from(text));
    expect(() => decodeMessage(frames("[]"), plain)).toThrow("a frame is no JSON object");
    expect(() => decodeMessage(frames("{}"), plain)).toThrow("the header has no msg_type");
    expect(() => decodeMessage(frames("{"), plain)).toThrow(SyntaxError);
  });
});
