import type { Header } from "./wire.ts";

type Parent = Header | Record<string, never>;

/** The kernel's statuses on iopub, such that front ends which take the last one, whatever its parent, see what the cells do. */
export interface Statuses {
  busy(parent: Parent): void;
  /** Resolves once it is sent. */
  idle(parent: Parent): Promise<void>;
  /** Resolves once no status is held back. */
  settled(): Promise<unknown>;
}

interface StatusEffects {
  /** `date` is the header's where it is not now. */
  readonly publish: (state: "busy" | "idle", parent: Parent, date?: string) => Promise<void> | undefined;
  /** What the idle of a cell waits for. */
  readonly hold: (id: string | undefined) => Promise<unknown> | undefined;
}

export const createStatuses = ({ publish, hold }: StatusEffects): Statuses => {
  /** The cells that run, by their requests. */
  const running = new Map<string, { readonly parent: Parent; readonly date: string }>();
  const held = new Set<Promise<unknown>>();
  const idle = (parent: Parent): Promise<void> | undefined => {
    const sent = publish("idle", parent);
    // Jupyter's server and Lab take this for the state of the kernel, which still runs a cell.
    const cell = [...running.values()].at(-1);
    if (cell) void publish("busy", cell.parent, cell.date);
    return sent;
  };
  return {
    busy: (parent) => {
      const date = new Date().toISOString();
      if (parent.msg_type === "execute_request") running.set(parent.msg_id, { parent, date });
      void publish("busy", parent, date);
    },
    idle: async (parent) => {
      running.delete(parent.msg_id ?? "");
      const until = hold(parent.msg_id);
      if (!until) return idle(parent);
      held.add(until);
      await until;
      held.delete(until);
      await idle(parent);
    },
    settled: () => Promise.all(held),
  };
};
