import { PinbookError } from "../errors.ts";

/** A topic that does not exist. */
export class UnknownTopic extends PinbookError {
  readonly topic: string;

  constructor(topic: string, cause?: unknown) {
    super(`there is no topic ${topic}: create it with \`pinbook topics create ${topic}\`, or check its name`, {
      cause,
    });
    this.topic = topic;
  }
}

/** A partition that its topic does not have. */
export class UnknownPartition extends PinbookError {
  readonly topic: string;
  readonly partition: number;

  constructor(topic: string, partition: number, partitions: number, cause?: unknown) {
    super(`topic ${topic} has no partition ${partition}: it has ${partitions}, numbered from 0`, { cause });
    this.topic = topic;
    this.partition = partition;
  }
}

/** None of the brokers answers. */
export class KafkaUnreachable extends PinbookError {
  readonly brokers: readonly string[];

  constructor(brokers: readonly string[], cause?: unknown) {
    const why = cause instanceof Error ? ` (${cause.message})` : "";
    super(
      `no Kafka broker answers at ${brokers.join(", ")}${why}: start the embedded one with \`pinbook up\`, or check the brokers in the configuration`,
      { cause },
    );
    this.brokers = brokers;
  }
}
