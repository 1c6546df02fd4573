import { PinbookError } from "../../errors.ts";

/** Where a target is there already and `overwrite` was not set. */
export class TargetExists extends PinbookError {
  /** What is there, and where. */
  readonly found: string;

  constructor(what: string, path: string) {
    const found = `${what} at ${path}`;
    super(`There is ${found} already: choose another name, or set overwrite: true.`, { exitCode: 2 });
    this.found = found;
  }
}
