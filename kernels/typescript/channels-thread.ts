// The thread that holds the kernel's sockets. They listen before the rest is loaded: a front end that finds nobody there
// comes back only after a tenth of a second or two.
import { keepCompiled } from "../../src/compiled.ts";

const start = async (): Promise<void> => {
  await (await import("./opened.ts")).open();
  await import("./channels.ts");
};

keepCompiled();
// What goes wrong ends the thread, as the main thread hears.
void start();
