/** A message of the Language Server Protocol's base protocol, JSON-RPC 2.0. */
export interface RpcMessage {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** A message as bytes: its length in a header, then JSON. */
export const encodeFrame = (message: RpcMessage): Uint8Array => {
  const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
  return Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]);
};

/** Takes bytes as they come and gives the messages that they complete. Throws on a header without a length. */
export const frameReader = (): ((chunk: Uint8Array) => RpcMessage[]) => {
  let chunks: Uint8Array[] = [];
  let size = 0;
  let wanted = 0;
  return (chunk) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size < wanted) return [];
    let bytes = Buffer.concat(chunks);
    const messages: RpcMessage[] = [];
    for (;;) {
      wanted = 0;
      const end = bytes.indexOf("\r\n\r\n");
      if (end < 0) break;
      const length = /content-length: *(\d+)/i.exec(bytes.toString("latin1", 0, end))?.[1];
      if (length === undefined) throw new Error("a message of the language server has no Content-Length");
      wanted = end + 4 + Number(length);
      if (bytes.length < wanted) break;
      messages.push(JSON.parse(bytes.toString("utf8", end + 4, wanted)) as RpcMessage);
      bytes = bytes.subarray(wanted);
    }
    chunks = [bytes];
    size = bytes.length;
    return messages;
  };
};
