/** An error as AWS answers it: `{"__type": code, "message": …}`. */
export class AwsError extends Error {
  override readonly name = "AwsError";
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** `InvalidArgumentException`, 400. */
export const invalidArgument = (message: string): AwsError => new AwsError("InvalidArgumentException", message);

/** `ResourceNotFoundException`, 400. */
export const notFound = (message: string): AwsError => new AwsError("ResourceNotFoundException", message);
