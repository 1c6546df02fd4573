import type { ToChannels } from "./link.ts";

type Published = Extract<ToChannels, { readonly kind: "publish" }>;

/** Milliseconds that a text waits for more of its stream, and characters from which on it does not. */
const patience = 20;
const enough = 1 << 16;

/**
 * Puts texts of one stream of one cell together that come shortly after one another: tools that run notebooks save each
 * message as an output of its own. Whatever else comes is passed on at once, behind the text that waits.
 */
export const gatherStreams = (pass: (message: ToChannels) => void): ((message: ToChannels) => void) => {
  let held: { message: Published; readonly timer: NodeJS.Timeout } | undefined;
  const release = (): void => {
    if (!held) return;
    const { message, timer } = held;
    held = undefined;
    clearTimeout(timer);
    pass(message);
  };
  return (message) => {
    const joined = held && join(held.message, message);
    if (held && joined) held.message = joined;
    else release();
    if (joined) return;
    if (isShortStream(message)) held = { message, timer: setTimeout(release, patience) };
    else pass(message);
  };
};

const isShortStream = (message: ToChannels): message is Published & { readonly content: string } =>
  message.kind === "publish" &&
  message.type === "stream" &&
  typeof message.content === "string" &&
  message.content.length < enough;

const start = /^\{"name":"\w+","text":"/;

/** Both texts as one message, where they are of one stream of one cell. */
const join = (first: Published, second: ToChannels): Published | undefined => {
  if (!isShortStream(first) || !isShortStream(second) || first.parent.msg_id !== second.parent.msg_id) return undefined;
  const [head] = start.exec(first.content) ?? [];
  if (head === undefined || !second.content.startsWith(head)) return undefined;
  const content = `${first.content.slice(0, -2)}${second.content.slice(head.length)}`;
  return { ...first, content, size: first.size + second.size };
};
