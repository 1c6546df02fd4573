/** What a member of a request may be, in the words of the service's model. */
export type Shape =
  | {
      readonly type: "String";
      readonly min?: number;
      readonly max?: number;
      readonly pattern?: string;
      readonly values?: readonly string[];
    }
  | { readonly type: "Integer"; readonly min?: number; readonly max?: number }
  | { readonly type: "Timestamp" | "Boolean" }
  /** `max` in bytes, of what the base64 stands for. */
  | { readonly type: "Blob"; readonly max?: number }
  | { readonly type: "List"; readonly min?: number; readonly max?: number; readonly member: Shape }
  | { readonly type: "Structure"; readonly members: Members };

/** A structure's members by name. */
export type Members = Readonly<Record<string, Shape & { readonly required?: true }>>;

/** The value of a shape once it is checked. */
export type ValueOf<S> = S extends { type: "String" }
  ? string
  : S extends { type: "Integer" | "Timestamp" }
    ? number
    : S extends { type: "Boolean" }
      ? boolean
      : S extends { type: "Blob" }
        ? Buffer
        : S extends { type: "List"; member: infer M }
          ? readonly ValueOf<M>[]
          : S extends { type: "Structure"; members: infer M }
            ? InputOf<M>
            : never;

/** A request once it is checked. */
export type InputOf<M> = {
  readonly [K in keyof M as M[K] extends { required: true } ? K : never]: ValueOf<M[K]>;
} & {
  readonly [K in keyof M as M[K] extends { required: true } ? never : K]?: ValueOf<M[K]>;
};

export const streamName = { type: "String", min: 1, max: 128, pattern: "[a-zA-Z0-9_.-]+" } as const;
export const streamArn = {
  type: "String",
  min: 1,
  max: 2048,
  pattern: "arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+",
} as const;
export const shardId = { type: "String", min: 1, max: 128, pattern: "[a-zA-Z0-9_.-]+" } as const;
export const partitionKey = { type: "String", min: 1, max: 256, required: true } as const;
export const explicitHashKey = { type: "String", pattern: "0|([1-9]\\d{0,38})" } as const;
export const sequenceNumber = { type: "String", pattern: "0|([1-9]\\d{0,128})" } as const;
export const nextToken = { type: "String", min: 1, max: 1_048_576 } as const;
export const data = { type: "Blob", max: 1_048_576, required: true } as const;
export const limit = { type: "Integer", min: 1, max: 10_000 } as const;
/** How a request names its stream. */
export const streamMembers = { StreamName: streamName, StreamARN: streamArn } as const;
