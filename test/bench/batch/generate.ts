// node test/bench/batch/start.js generate --rows N --out FOLDER [--seed 1] [--one-a-file]: writes raw tables as JSON lines.
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { geoRow, pinRow, type RawRow, rowOnLine, type Tables, userRow } from "./rows.ts";

const kinds = { pin: pinRow, geo: geoRow, user: userRow } as const;

const rowsAFile = 1_000_000;

/** Writes FOLDER/pin/part-0000.ndjson and so on, a file a million rows. */
const writeLines = async (tables: Tables, folder: string): Promise<void> => {
  for (const [kind, row] of Object.entries(kinds)) {
    await mkdir(join(folder, kind), { recursive: true });
    for (let from = 0; from < tables.rows; from += rowsAFile) {
      const path = join(folder, kind, `part-${String(from / rowsAFile).padStart(4, "0")}.ndjson`);
      await writeFileOf(path, lines(tables, row, from, Math.min(tables.rows, from + rowsAFile)));
    }
  }
};

/** Writes an object a row, named as the S3 sink of Kafka Connect names them where flush.size is 1. */
const writeObjects = async (tables: Tables, folder: string): Promise<void> => {
  for (const [kind, row] of Object.entries(kinds)) {
    const place = join(folder, `topics/bench.${kind}/partition=0`);
    await mkdir(place, { recursive: true });
    for (let line = 0; line < tables.rows; line++) {
      const name = `bench.${kind}+0+${String(line).padStart(10, "0")}.json`;
      await writeFile(join(place, name), lineOf(row(tables, rowOnLine(tables, line))));
    }
  }
};

const lineOf = (row: RawRow): string => `${JSON.stringify(row)}\n`;

function* lines(tables: Tables, row: (tables: Tables, index: number) => RawRow, from: number, to: number) {
  let text = "";
  for (let line = from; line < to; line++) {
    text += lineOf(row(tables, rowOnLine(tables, line)));
    if (text.length < 1 << 20) continue;
    yield text;
    text = "";
  }
  yield text;
}

const writeFileOf = async (path: string, texts: Iterable<string>): Promise<void> => {
  const stream = createWriteStream(`${path}.tmp`);
  for (const text of texts) if (!stream.write(text)) await once(stream, "drain");
  stream.end();
  await once(stream, "close");
  await rename(`${path}.tmp`, path);
};

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "11154" },
    seed: { type: "string", default: "1" },
    out: { type: "string" },
    "one-a-file": { type: "boolean", default: false },
  },
});
if (values.out === undefined) throw new Error("--out says where the tables go");
const tables = { rows: Number(values.rows), seed: Number(values.seed) };
await (values["one-a-file"] ? writeObjects : writeLines)(tables, values.out);
