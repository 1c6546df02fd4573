import { nameOf, noStream, operation } from "../operation.ts";
import { streamMembers } from "../shapes.ts";

/** DeleteStream: the stream and its records are gone at once. */
export const deleteStream = operation(
  { ...streamMembers, EnforceConsumerDeletion: { type: "Boolean" } } as const,
  async ({ streams }, input) => {
    const name = nameOf(input);
    if (!(await streams.remove(name))) throw noStream(name);
    return undefined;
  },
);
