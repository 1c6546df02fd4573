/** What a subscriber has subscribed to. */
export interface Subscriptions {
  /** False where it has too many already. */
  add(topic: Buffer): boolean;
  /** Takes back one of the subscriptions to that topic. */
  remove(topic: Buffer): void;
  /** Whether it has subscribed to how a topic begins. */
  match(topic: Uint8Array): boolean;
}

/** Topics of one subscriber, and their bytes in all. */
const most = 1000;
const mostBytes = 1 << 18;

export const createSubscriptions = (): Subscriptions => {
  /** How many times each, by the topic as Latin-1. */
  const counts = new Map<string, number>();
  let bytes = 0;
  return {
    add: (topic) => {
      const key = topic.toString("latin1");
      const count = counts.get(key) ?? 0;
      if (count === 0 && (counts.size === most || bytes + key.length > mostBytes)) return false;
      if (count === 0) bytes += key.length;
      counts.set(key, count + 1);
      return true;
    },
    remove: (topic) => {
      const key = topic.toString("latin1");
      const count = counts.get(key);
      if (count === undefined) return;
      if (count > 1) return void counts.set(key, count - 1);
      counts.delete(key);
      bytes -= key.length;
    },
    match: (topic) => {
      if (counts.has("")) return true;
      if (counts.size === 0) return false;
      const text = Buffer.from(topic.buffer, topic.byteOffset, topic.length).toString("latin1");
      return [...counts.keys()].some((prefix) => text.startsWith(prefix));
    },
  };
};
