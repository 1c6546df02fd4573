/** What was written. */
export interface SinkCounts {
  readonly objects: number;
  /** The lines in them. */
  readonly records: number;
  /** Records that are no JSON, put among the dead letters instead. */
  readonly skipped: number;
}

/** A record that is in no object, and why. */
export interface DeadLetter {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly reason: string;
  /** The object that holds it. */
  readonly object: string;
}

export interface SinkReport extends SinkCounts {
  readonly byTopic: Readonly<Record<string, SinkCounts>>;
  /** The first hundred of those skipped. */
  readonly deadLetters: readonly DeadLetter[];
}

/** Counts what a sink writes. */
export interface Tally {
  add(topic: string, counts: SinkCounts, deadLetters: readonly DeadLetter[]): void;
  report(): SinkReport;
}

const namedDeadLetters = 100;
const nothing: SinkCounts = { objects: 0, records: 0, skipped: 0 };

const sum = (a: SinkCounts, b: SinkCounts): SinkCounts => ({
  objects: a.objects + b.objects,
  records: a.records + b.records,
  skipped: a.skipped + b.skipped,
});

/** A tally that starts with nothing for each topic. */
export const newTally = (topics: readonly string[]): Tally => {
  const byTopic = new Map(topics.map((topic) => [topic, nothing]));
  const named: DeadLetter[] = [];
  return {
    add: (topic, counts, deadLetters) => {
      byTopic.set(topic, sum(byTopic.get(topic) ?? nothing, counts));
      named.push(...deadLetters.slice(0, namedDeadLetters - named.length));
    },
    report: () => ({
      ...[...byTopic.values()].reduce(sum, nothing),
      byTopic: Object.fromEntries(byTopic),
      deadLetters: [...named],
    }),
  };
};
