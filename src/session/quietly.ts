/** Runs something that makes Node print a warning of its own, without that warning. */
export const quietly = <T>(action: () => T): T => {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return action();
  } finally {
    process.emitWarning = emitWarning;
  }
};
