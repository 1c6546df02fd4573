/**
 * What a thread that runs cells and another one that interrupts it share: how far a stop is, how many interrupts were
 * asked for, and how many of them the first thread has seen.
 */
export type InterruptSignal = Int32Array<SharedArrayBuffer>;

const [stopping, asked, seen] = [0, 1, 2];

/** To be made before either thread needs it. */
export const createInterruptSignal = (): InterruptSignal => new Int32Array(new SharedArrayBuffer(12));

/** Asks for an interrupt and gives its number. */
export const askInterrupt = (signal: InterruptSignal): number => Atomics.add(signal, asked, 1) + 1;

/** Says that the interrupts up to that number, or all so far, are seen to. */
export const seeInterrupt = (signal: InterruptSignal, number = Atomics.load(signal, asked)): void => {
  Atomics.store(signal, seen, number);
};

/** Whether the interrupt of that number, or the last one, is seen to. */
export const isInterruptSeen = (signal: InterruptSignal, number = Atomics.load(signal, asked)): boolean =>
  Atomics.load(signal, seen) >= number;

/**
 * A stop: asked for by the other thread; agreed to by the one to be stopped, which then holds still until V8 has been told,
 * so that it runs nothing else in between, which would be hit instead; or refused for now; or there is nothing to stop.
 */
export const stopState = { asked: 0, agreed: 1, telling: 2, told: 3, refused: 4, idle: 5 } as const;

export type StopState = (typeof stopState)[keyof typeof stopState];

export const stopOf = (signal: InterruptSignal): StopState => Atomics.load(signal, stopping) as StopState;

export const setStop = (signal: InterruptSignal, state: StopState): void => {
  Atomics.store(signal, stopping, state);
};

/** Goes from one state to another; false where it is in none of the first. */
export const changeStop = (signal: InterruptSignal, from: StopState, to: StopState): boolean =>
  Atomics.compareExchange(signal, stopping, from, to) === from;

/**
 * Holds this thread while the stop is in that state, at most for so many milliseconds. Not by Atomics.wait: the thread may
 * have been interrupted in one, and V8 frees the wrong memory where one is inside another.
 */
export const holdWhile = (signal: InterruptSignal, state: StopState, milliseconds: number): void => {
  for (const end = performance.now() + milliseconds; stopOf(signal) === state && performance.now() < end; );
};

/** The global function, under the symbol of this name, by which the other thread asks for a stop. */
export const stopName = "pinbook.stop";
