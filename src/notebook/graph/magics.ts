import type { FoundMagic } from "../../syntax/index.ts";
import { none } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import { shellUse } from "./node-calls.ts";
import { addUse, recordUse } from "./record-use.ts";
import { cellName } from "./world.ts";

const folder = { kind: "folder", name: "the working folder", sure: true };

/** Notes what a magic reads and does; the code in `%time` and `%timeit` is followed with the cell's. */
export const followMagic = (it: Interpreter, magic: FoundMagic, source: string): void => {
  const { cell } = it.world;
  const text = source.slice(magic.from, magic.end).trim();
  switch (magic.name) {
    case "!":
    case "sh":
      recordUse(it, shellUse, magic.name === "!" ? "!" : "%%sh", { list: [] });
      return;
    case "cd":
      addUse(cell.writes, folder);
      if (text !== "" && !/^[/~"']/.test(text)) addUse(cell.reads, folder);
      cell.effects.add("changes the working folder (%cd)");
      return;
    case "pwd":
      addUse(cell.reads, folder);
      return;
    case "env":
      followEnv(it, text);
      return;
    case "reset":
      followReset(it);
      return;
    case "who":
      for (const name of [...it.world.names.keys()]) it.world.use(name, true);
  }
};

const followEnv = (it: Interpreter, text: string): void => {
  const { cell } = it.world;
  const [, name, value] = /^([^\s=]+)(?:\s*=\s*|\s+)?(.*)$/s.exec(text) ?? [];
  if (name === undefined || text === name) {
    addUse(cell.reads, { kind: "env", name: name ?? "*", sure: true });
    return;
  }
  if (value === undefined) return;
  addUse(cell.writes, { kind: "env", name, sure: true });
  cell.effects.add(`sets the environment variable ${name} (%env)`);
};

const followReset = (it: Interpreter): void => {
  const here = cellName(it.world.cell.index);
  for (const name of [...it.world.names.keys()])
    it.world.define(name, none, {
      replaces: true,
      sure: true,
      floats: false,
      why: `${here} empties ${name} by %reset`,
    });
  it.world.cell.unsure.add("%reset empties all names: what the cells below use of those above is gone");
};
