import { messageOf, PinbookError } from "../errors.ts";

/** What an error of the AWS SDK says: the service's code or the system's, and the HTTP status where a reply came. */
export const s3Fault = (thrown: unknown): { readonly code: string; readonly status: number | undefined } => {
  if (typeof thrown !== "object" || thrown === null) return { code: "", status: undefined };
  const { Code, code, name, message, $metadata } = thrown as Record<string, unknown> & {
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  // An error that the SDK wraps keeps the system's code in its message alone.
  const [inMessage] = /\bE[A-Z]{4,}\b/.exec(String(message)) ?? [];
  const [named] = [Code, code, name === "Error" ? inMessage : name, name].filter(
    (it): it is string => typeof it === "string" && it !== "",
  );
  return { code: named ?? "", status: $metadata?.httpStatusCode };
};

/** Where a request went, for messages. */
export interface S3Place {
  readonly bucket: string;
  /** `s3://bucket/key` or `s3://bucket/prefix`. */
  readonly url: string;
  readonly endpoint: string | undefined;
}

/** A PinbookError for a request that failed for good: what was to be done, where, why, and the remedy. */
export const s3Error = (action: string, place: S3Place, thrown: unknown): unknown => {
  if (thrown instanceof PinbookError) return thrown;
  const { code, status } = s3Fault(thrown);
  const at = place.endpoint ?? "AWS";
  const reason = reasons.find(({ codes }) => codes.includes(code))?.text ?? byStatus(status);
  const text = reason?.replaceAll("{bucket}", place.bucket).replaceAll("{at}", at) ?? messageOf(thrown);
  return new PinbookError(
    `cannot ${action} ${place.url} at ${at} (${[code, status].filter(Boolean).join(", ")}): ${text}`,
    {
      cause: thrown,
    },
  );
};

const reasons: readonly { readonly codes: readonly string[]; readonly text: string }[] = [
  {
    codes: ["NoSuchBucket"],
    text: "the bucket {bucket} does not exist: create it (aws s3 mb s3://{bucket}), or correct its name",
  },
  {
    codes: ["InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken", "ExpiredTokenException"],
    text: "the credentials were refused: check the access key id and the secret access key, and whether a session token has expired",
  },
  {
    codes: ["CredentialsProviderError"],
    text: "no credentials were found: give an access key id and a secret access key, or log in (aws configure)",
  },
  {
    codes: ["AccessDenied", "AllAccessDisabled"],
    text: "access is denied: give these credentials the right to it on the bucket {bucket}",
  },
  {
    codes: ["PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException"],
    text: "the bucket {bucket} is in another region: name its region",
  },
  {
    codes: ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT", "TimeoutError"],
    text: "nothing answers there: check the endpoint and the network",
  },
  { codes: ["SlowDown", "ServiceUnavailable"], text: "the service asks to slow down: try again later" },
];

const byStatus = (status: number | undefined): string | undefined => {
  if (status === 301) return "the bucket {bucket} is in another region: name its region";
  if (status === 401 || status === 403)
    return "the credentials were refused or lack the right to it: check the access key id, the secret access key and the rights on the bucket {bucket}";
  return undefined;
};
