import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Keeps a process small through which large texts go. */
export interface Spare {
  /** So many characters came by, and their copies are of no more use. */
  passed(characters: number): void;
}

/** Characters after which garbage is collected: V8 itself lets the heap double first, and most of it is such copies. */
const every = 1 << 24;

/** Bytes in use above which V8 is left alone: there may be many small objects, which cost time to mark. */
const most = 1 << 29;

/** Collects garbage whenever much has passed; marking a few large texts takes milliseconds. */
export const spareMemory = (collect: () => void = () => collectGarbage()): Spare => {
  let since = 0;
  return {
    passed: (characters) => {
      since += characters;
      if (since < every) return;
      since = 0;
      collect();
    },
  };
};

let collector: (() => void) | undefined;

/** Collects garbage, where no more than so many bytes are in use. */
export const collectGarbage = (mostInUse = most): void => {
  if (getHeapStatistics().used_heap_size > mostInUse) return;
  if (!collector) {
    setFlagsFromString("--expose-gc");
    collector = runInNewContext("gc") as () => void;
    setFlagsFromString("--no-expose-gc");
  }
  collector();
};
