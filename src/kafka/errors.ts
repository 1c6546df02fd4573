/** The cluster has no topic of this name. */
export class UnknownTopic extends Error {
  override readonly name = "UnknownTopic";
  readonly topic: string;

  constructor(topic: string, cause?: unknown) {
    super(`there is no topic ${topic}: create it (pinbook topics create ${topic}), or correct its name`, { cause });
    this.topic = topic;
  }
}

/** The topic has no partition of this number. */
export class UnknownPartition extends Error {
  override readonly name = "UnknownPartition";
  readonly topic: string;
  readonly partition: number;

  constructor(topic: string, partition: number, partitions: number, cause?: unknown) {
    super(`topic ${topic} has no partition ${partition}: it has ${partitions}, numbered from 0`, { cause });
    this.topic = topic;
    this.partition = partition;
  }
}

/** None of the brokers answers. */
export class KafkaUnreachable extends Error {
  override readonly name = "KafkaUnreachable";
  readonly brokers: readonly string[];

  constructor(brokers: readonly string[], cause?: unknown) {
    super(
      `no Kafka broker answers at ${brokers.join(", ")}: start the embedded one (pinbook up), or correct the brokers' addresses`,
      { cause },
    );
    this.brokers = brokers;
  }
}
