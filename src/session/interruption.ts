/** The error that an interrupted cell ends with; it has no stack, for where the cell was is chance. */
export const interruption = (): Error => {
  const error = new Error("the cell was interrupted");
  error.name = "Interrupted";
  error.stack = "";
  return error;
};
