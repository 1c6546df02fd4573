import { type HttpReply, jsonReply } from "../../http.ts";

/** What the proxy answers with, and what callers may ask for by Accept, best first. */
const types = ["application/vnd.kafka.v2+json", "application/vnd.kafka+json", "application/json"] as const;

/** A request that cannot be served: the HTTP status, Confluent's error code and the message. */
export interface RestFault {
  readonly status: number;
  readonly code: number;
  readonly message: string;
}

export const isFault = (it: object): it is RestFault => "status" in it && "code" in it && "message" in it;

export const topicNotFound: RestFault = { status: 404, code: 40401, message: "Topic not found." };
export const partitionNotFound: RestFault = { status: 404, code: 40402, message: "Partition not found." };

export const faultReply = ({ status, code, message }: RestFault): HttpReply =>
  jsonReply(status, { error_code: code, message }, types[0]);

/** The media type to answer in for an Accept header, or undefined where the caller takes none of ours. */
export const acceptedType = (accept: string | undefined): string | undefined => {
  if (accept === undefined || accept.trim() === "") return types[0];
  const ranges = accept.split(",").map((range) => range.split(";", 1)[0]?.trim().toLowerCase());
  if (ranges.includes("*/*") || ranges.includes("application/*")) return types[0];
  return types.find((type) => ranges.includes(type));
};

export const notAcceptable = (accept: string | undefined): RestFault => ({
  status: 406,
  code: 406,
  message: `HTTP 406 Not Acceptable: ${accept}; accept ${types[0]} or */*`,
});
