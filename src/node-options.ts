/** Options of Node for a process whose cells are interrupted: an interrupt of a timer leaves Node's account of async calls unfinished, which Node would end the process for. */
export const interruptibleOptions: readonly string[] = ["--no-force-async-hooks-checks"];
