import type { Config } from "./config.ts";
import { Secret } from "./secret.ts";

/** Which ports the servers take; the last ones, or free ones, where none is named. */
export interface StackOptions {
  readonly kafkaPort?: number;
  readonly apiPort?: number;
  readonly kinesisPort?: number;
}

/** What the stack's process is told over its private channel: where its state is, what is configured, which ports are wanted. */
export interface StackOrders extends Pick<Config, "home" | "kafka" | "kinesis"> {
  readonly options: StackOptions;
  readonly serves: string;
}

/** Orders as plain data, secrets revealed: for the channel only, never for a command line or a file. */
export const packOrders = (orders: StackOrders): string =>
  // A Secret's own toJSON hides it, so the value is looked up in its holder.
  JSON.stringify(orders, function (this: Record<string, unknown>, key, value: unknown) {
    const held = this[key];
    return held instanceof Secret ? { [secretKey]: held.reveal() } : value;
  });

/** The orders again, secrets hidden. */
export const unpackOrders = (text: string): StackOrders =>
  JSON.parse(text, (_, value: unknown) => {
    const revealed = (value as Record<string, unknown> | null)?.[secretKey];
    return typeof revealed === "string" ? new Secret(revealed) : value;
  }) as StackOrders;

const secretKey = "secret value";
