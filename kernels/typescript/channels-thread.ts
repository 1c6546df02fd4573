// The thread that holds the kernel's sockets. They listen before the rest is loaded: a front end that finds nobody there
// comes back only after a tenth of a second or two.
import { keepCompiled } from "../../src/compiled.ts";

keepCompiled();
await import("./opened.ts");
await import("./channels.ts");
