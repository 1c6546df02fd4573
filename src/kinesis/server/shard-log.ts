import { type FileHandle, open } from "node:fs/promises";
import { PinbookError } from "../../errors.ts";
import { encodeFrame, type LogRecord, logHeader } from "./frame.ts";
import { isZero, type Rest, readAt, readFrames, writeAll } from "./log-file.ts";

/** A record as it was read, with its place in the log. */
export interface ReadRecord extends LogRecord {
  readonly ordinal: number;
}

/** What is to be appended. */
export type NewRecord = Pick<LogRecord, "partitionKey" | "data">;

const stride = 64;

/** One shard's records on disk, append-only; what `append` gave back survives the death of the process. */
export class ShardLog {
  readonly #path: string;
  readonly #file: FileHandle;
  /** Position and arrival of every 64th record. */
  readonly #index: { position: number; arrival: number }[] = [];
  #count = 0;
  #end = logHeader.length;
  #lastArrival = 0;
  #queue: Promise<unknown> = Promise.resolve();
  #broken: unknown;

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  /** Opens a log; a record that a crash left unfinished at its end is cut off. Throws where the log is damaged elsewhere. */
  static async open(path: string, log: (line: string) => void): Promise<ShardLog> {
    const file = await open(path, "r+");
    try {
      const shard = new ShardLog(path, file);
      await shard.#recover(log);
      return shard;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** How many records it holds. */
  get count(): number {
    return this.#count;
  }

  /** When the last record arrived, in milliseconds; 0 for none. */
  get lastArrival(): number {
    return this.#lastArrival;
  }

  /** Appends in one write and gives each record's ordinal and arrival once they are written. After a failed write the log is as before. */
  append(records: readonly NewRecord[], now: number): Promise<readonly { ordinal: number; arrival: number }[]> {
    const appended = this.#queue.then(() => this.#append(records, now));
    this.#queue = appended.catch(() => {});
    return appended;
  }

  /** At most `limit` records and some `maxBytes` of data from an ordinal on, at least one where there is one. */
  async read(ordinal: number, limit: number, maxBytes: number): Promise<readonly ReadRecord[]> {
    const found: ReadRecord[] = [];
    let bytes = 0;
    for await (const record of this.#from(ordinal)) {
      bytes += record.data.length + Buffer.byteLength(record.partitionKey);
      if (found.length > 0 && bytes > maxBytes) break;
      found.push(record);
      if (found.length === limit) break;
    }
    return found;
  }

  /** The first record that arrived at `time` or later; `count` where none did. */
  async ordinalAt(time: number): Promise<number> {
    const later = this.#index.findIndex((entry) => entry.arrival >= time);
    const block = (later === -1 ? this.#index.length : later) - 1;
    for await (const record of this.#from(Math.max(block, 0) * stride))
      if (record.arrival >= time) return record.ordinal;
    return this.#count;
  }

  async close(): Promise<void> {
    await this.#queue;
    await this.#file.close();
  }

  async #append(records: readonly NewRecord[], now: number): Promise<readonly { ordinal: number; arrival: number }[]> {
    if (this.#broken) throw this.#broken;
    const arrival = Math.max(now, this.#lastArrival);
    const frames = records.map((record) => encodeFrame({ ...record, arrival }));
    try {
      await writeAll(this.#file, Buffer.concat(frames), this.#end);
    } catch (error) {
      await this.#undo();
      throw error;
    }
    return frames.map((frame) => ({ ordinal: this.#add(frame.length, arrival), arrival }));
  }

  async #undo(): Promise<void> {
    try {
      await this.#file.truncate(this.#end);
    } catch (error) {
      this.#broken = new PinbookError(`${this.#path} cannot be written any more: restart the Kinesis endpoint`, {
        cause: error,
      });
    }
  }

  #add(size: number, arrival: number): number {
    if (this.#count % stride === 0) this.#index.push({ position: this.#end, arrival });
    this.#end += size;
    this.#lastArrival = arrival;
    return this.#count++;
  }

  async *#from(ordinal: number): AsyncGenerator<ReadRecord> {
    const start = this.#index[Math.floor(ordinal / stride)];
    if (ordinal >= this.#count || !start) return;
    let next = Math.floor(ordinal / stride) * stride;
    for await (const { frames } of readFrames(this.#file, start.position, this.#end))
      for (const { arrival, partitionKey, data } of frames) {
        if (next >= ordinal) yield { ordinal: next, arrival, partitionKey, data };
        next++;
      }
  }

  async #recover(log: (line: string) => void): Promise<void> {
    const { size } = await this.#file.stat();
    const header = await readAt(this.#file, 0, logHeader.length);
    if (!header.equals(logHeader))
      throw new PinbookError(`${this.#path} is no log of this version: move it away, or use another folder`);
    let rest: Rest = "short";
    for await (const step of readFrames(this.#file, this.#end, size)) {
      for (const frame of step.frames) this.#add(frame.size, frame.arrival);
      rest = step.rest;
    }
    if (this.#end === size) return;
    if (rest === "damaged" && !(await isZero(this.#file, this.#end, size)))
      throw new PinbookError(
        `${this.#path} is damaged at byte ${this.#end} of ${size}: bring it back from a copy, or cut it there (truncate -s ${this.#end}) and lose what follows`,
      );
    log(`kinesis: ${this.#path}: ${size - this.#end} bytes of an unfinished write cut off`);
    await this.#file.truncate(this.#end);
  }
}
