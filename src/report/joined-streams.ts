import type { Output } from "../notebook/index.ts";

/** A cell's outputs with the pieces of one stream that follow each other as one, so that a progress bar is one line. */
export const joinedStreams = (outputs: readonly Output[]): readonly Output[] => {
  const joined: Output[] = [];
  for (const output of outputs) {
    const last = joined.at(-1);
    if (output.output_type === "stream" && last?.output_type === "stream" && last.name === output.name)
      joined[joined.length - 1] = { ...last, text: last.text + output.text };
    else joined.push(output);
  }
  return joined;
};
