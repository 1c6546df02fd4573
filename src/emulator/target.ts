import type { Row } from "../source/index.ts";

/** Which of the three topics or streams a record is for. */
export type TopicKind = "pin" | "geo" | "user";

export const topicKinds: readonly TopicKind[] = ["pin", "geo", "user"];

/** One record to post. */
export interface PostRecord {
  /** The draw's number. */
  readonly draw: number;
  /** `<seed>:<draw>`. */
  readonly key: string;
  readonly value: Row;
}

/** How many records, from the first on, the server has; where not all, what became of the next one. */
export interface PostOutcome {
  readonly acknowledged: number;
  readonly failure?: {
    readonly draw: number;
    readonly url: string;
    /** In the server's words, or why it could not be reached. */
    readonly message: string;
    readonly cause?: unknown;
  };
}

/** Where draws are posted. */
export interface PostTarget {
  /** For people, with the URL. */
  readonly describe: string;
  /** The name of the topic or stream of this kind. */
  topic(kind: TopicKind): string;
  /** Posts the records in order, at least one; never rejects. */
  post(kind: TopicKind, records: readonly PostRecord[]): Promise<PostOutcome>;
  /** Closes idle connections. */
  close(): void;
}
