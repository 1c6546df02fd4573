import type { ColumnTable } from "../schema.ts";
import type { Plan } from "./plan.ts";

/** The rows that a plan's source names, or how to get them. */
export type Source = ColumnTable | (() => Promise<ColumnTable>);

/** Sources by the name that the plan has for them. */
export type Sources = Readonly<Record<string, Source>>;

/** What runs plans. Every engine gives the same rows; one that cannot do a thing throws before it starts. */
export interface Engine {
  readonly name: string;
  run(plan: Plan, sources: Sources): Promise<ColumnTable>;
}
