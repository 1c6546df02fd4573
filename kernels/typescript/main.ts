// The kernel as a process: node main.js CONNECTION_FILE.
import { startKernel } from "./start-kernel.ts";

const [connectionFile] = process.argv.slice(2);
if (connectionFile === undefined) {
  process.stderr.write("pinbook kernel: the connection file is missing: node main.js CONNECTION_FILE\n");
  process.exit(2);
}
await startKernel(connectionFile);
