// What another thread needs to stop the one that runs cells; light to load, unlike the session itself.
export { endAwaitedChildren } from "../children.ts";
export { interruptMainThread, terminateMainThread } from "../terminate.ts";
