import { PinbookError } from "../../../errors.ts";
import { base64Of, bytesOfBase64, bytesOfHex, hexOf } from "../../bytes.ts";
import type { binaryFunctions } from "../../functions/binary.ts";
import { just, type Maker } from "./kernel.ts";

type Read = (text: string) => Uint8Array | undefined;

const tried = (read: Read): Maker => just((text: string) => read(text) ?? null);

const read = (from: Read, form: string, instead: string): Maker =>
  just((text: string) => {
    const bytes = from(text);
    if (bytes) return bytes;
    throw new PinbookError(`The text ${JSON.stringify(text)} is no ${form}: use ${instead} for null in its place.`);
  });

export const binaryKernels: Readonly<Record<keyof typeof binaryFunctions, Maker>> = {
  hex: just(hexOf),
  base64: just(base64Of),
  fromHex: read(bytesOfHex, "hexadecimal digits in pairs", "tryFromHex"),
  tryFromHex: tried(bytesOfHex),
  fromBase64: read(bytesOfBase64, "base64", "tryFromBase64"),
  tryFromBase64: tried(bytesOfBase64),
};
