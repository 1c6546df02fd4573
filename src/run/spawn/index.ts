export {
  defaultSession,
  messagesOf,
  type SpawnedWorker,
  spawnWorker,
  spawnWorkerAhead,
  type WorkerExit,
} from "./spawn-worker.ts";
