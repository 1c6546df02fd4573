import { PinbookError } from "../errors.ts";
import type { TableRef } from "./types.ts";

/** There is no Delta table at that place. */
export class NoSuchTable extends PinbookError {
  readonly path: string;

  constructor(ref: TableRef) {
    super(`no Delta table at ${placeOf(ref)}: it has no commits in _delta_log; create it first with createTable`);
    this.path = ref.path;
  }
}

/** createTable met a table that is there already. */
export class TableExists extends PinbookError {
  readonly path: string;

  constructor(ref: TableRef, detail: string) {
    super(`there is a Delta table at ${placeOf(ref)} already: ${detail}`, { exitCode: 2 });
    this.path = ref.path;
  }
}

/** Another writer committed first and changed what this write relies on; nothing of this write is in the table. */
export class DeltaConflict extends PinbookError {
  readonly path: string;
  /** The commit of the other writer. */
  readonly version: number;

  constructor(ref: TableRef, version: number, detail: string) {
    super(
      `the write to ${placeOf(ref)} was given up: version ${version}, committed meanwhile, ${detail}; run it again`,
    );
    this.path = ref.path;
    this.version = version;
  }
}

/** The table's place for a person. */
export const placeOf = (ref: TableRef): string =>
  ref.path === "" ? ref.store.url : `${ref.store.url.replace(/\/$/, "")}/${ref.path}`;

/** The key of a file of the table. */
export const keyOf = (ref: TableRef, name: string): string => (ref.path === "" ? name : `${ref.path}/${name}`);
