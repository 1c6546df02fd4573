// What another thread needs to stop the one that runs cells; light to load, unlike the session itself.
export {
  askInterrupt,
  createInterruptSignal,
  type InterruptSignal,
  isInterruptSeen,
  seeInterrupt,
} from "../interrupt-signal.ts";
export { interruptMainThread } from "../terminate.ts";
