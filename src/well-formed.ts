import { PinbookError } from "./errors.ts";

/** The text itself, where UTF-8 can hold it; `column` is for the error. */
export const wellFormed = (text: string, column: string): string => {
  if (isWellFormed(text)) return text;
  throw new PinbookError(
    `A text of the column '${column}' holds half a surrogate pair, which no file can hold: mend it with text.toWellFormed().`,
  );
};

/** As String.prototype.isWellFormed, which the compiler's library does not know yet. */
const isWellFormed = (text: string): boolean => (text as unknown as { isWellFormed(): boolean }).isWellFormed();
