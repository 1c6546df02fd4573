export {
  defaultSession,
  messagesOf,
  type SpawnedWorker,
  spawnWorker,
  spawnWorkerAhead,
  type WorkerAhead,
  type WorkerExit,
} from "./spawn-worker.ts";
