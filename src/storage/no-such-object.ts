import { PinbookError } from "../errors.ts";

/** There is no object of this key in the store. */
export class NoSuchObject extends PinbookError {
  readonly key: string;

  constructor(key: string, url: string, cause?: unknown) {
    super(`there is no object ${key} in ${url}`, { cause });
    this.key = key;
  }
}
