/** Syntax that has no JavaScript equal, with its offset; the message says what to write instead. */
export class UnsupportedSyntax extends SyntaxError {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.name = "SyntaxError";
    this.offset = offset;
  }
}
