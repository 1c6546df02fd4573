/** Sends what this process writes to stdout and stderr to `write` instead; returns what gives them back. */
export const captureStreams = (write: (name: "stdout" | "stderr", text: string) => void): (() => void) => {
  const restore = (["stdout", "stderr"] as const).map((name) => {
    const stream = process[name];
    const original = stream.write;
    const decoder = new TextDecoder();
    stream.write = ((
      chunk: string | Uint8Array,
      encoding?: BufferEncoding | Callback,
      callback?: Callback,
    ): boolean => {
      const done = typeof encoding === "function" ? encoding : callback;
      write(name, typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true }));
      if (done) process.nextTick(done);
      return true;
    }) as typeof stream.write;
    return () => {
      stream.write = original;
    };
  });
  return () => {
    for (const give of restore) give();
  };
};

type Callback = (error?: Error | null) => void;
