/** Runs one command line. */
export const main = async (args: readonly string[]): Promise<void> => {
  process.stdout.write(`${args.join(" ")}\n`);
};
