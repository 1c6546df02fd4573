import { ZmtpFault } from "./fault.ts";

/** Bytes of a greeting (ZeroMQ RFC 37): signature 10, version 2, mechanism 20, as-server 1, filler 31. */
export const greetingSize = 64;

const mechanismAt = 12;
const mechanismSize = 20;

/** The greeting of a peer that speaks ZMTP 3.1 with the mechanism NULL. */
export const greeting: Uint8Array = Buffer.concat(
  [Buffer.from([0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 1]), Buffer.from("NULL")],
  greetingSize,
);

/** Throws a ZmtpFault where the bytes, a greeting so far as it has come, are none that this side can answer. */
export const checkGreeting = (bytes: Uint8Array): void => {
  const [first = 0xff] = bytes;
  const { 9: last = 0x7f, 10: major = 3 } = bytes;
  // The eight bytes between are padding, with which some peers tell those of ZMTP 1 how long their identity is.
  if (first !== 0xff || (last & 1) === 0) throw new ZmtpFault("it does not speak ZMTP");
  if (major < 3) throw new ZmtpFault(`it speaks ZMTP ${Math.max(major, 1)}, 3 is needed`);
  if (bytes.length < greetingSize) return;
  const mechanism = Buffer.from(bytes.subarray(mechanismAt, mechanismAt + mechanismSize))
    .toString("latin1")
    .replace(/\0+$/, "");
  if (mechanism !== "NULL")
    throw new ZmtpFault(`its mechanism is ${JSON.stringify(mechanism)}, NULL is needed`, { told: true });
};
