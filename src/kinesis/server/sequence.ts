/** What a sequence number tells. */
export interface Sequence {
  /** When its stream was created, in seconds since 1970. */
  readonly created: number;
  readonly shard: number;
  /** 0 for the shard's start, then 1, 2, … a record. */
  readonly index: number;
  /** When it was put, in seconds since 1970. */
  readonly time: number;
}

/** A sequence number in Kinesis' second version: 186 bits as 56 decimal digits, growing with `index` within a shard. */
export const formatSequence = ({ created, shard, index, time }: Sequence): string =>
  BigInt(`0x2${hex(created, 9)}${hex(shard & 15, 1)}${hex(index, 16)}00${hex(time, 9)}${hex(shard, 8)}2`).toString();

/** The parts of a sequence number, or undefined where it is none. */
export const parseSequence = (text: string): Sequence | undefined => {
  if (!/^[1-9]\d{55}$/.test(text)) return undefined;
  const digits = BigInt(text).toString(16);
  if (digits.length !== 47 || !digits.startsWith("2") || !digits.endsWith("2")) return undefined;
  const part = (from: number, to: number) => Number.parseInt(digits.slice(from, to), 16);
  return { created: part(1, 10), index: part(11, 27), time: part(29, 38), shard: part(38, 46) };
};

const hex = (value: number, width: number): string => value.toString(16).padStart(width, "0");
