import type { Schema } from "../schema.ts";
import { duckdbEngine } from "./duckdb/index.ts";
import type { Frame } from "./frame.ts";
import { FrameJoins } from "./frame-joins.ts";
import type { Row, RowOf } from "./row-type.ts";
import { type SqlQuery, type SqlValue, sql, sqlPlan } from "./sql-query.ts";

/** What no verb does, in the engine's own language. */
export abstract class FrameSql<R extends Row> extends FrameJoins<R> {
  /**
   * The rows of one SELECT in DuckDB's SQL, in which this frame is the table `self` (and has its source's name): for what
   * verbs lack. It runs on DuckDB alone and reaches neither files nor the network. Rows are in the order of its ORDER BY.
   * With a schema, which is checked when it runs, the frame is there at once and typed; without one DuckDB is asked for the
   * columns: `await pins.sql\`SELECT category, count(*) AS posts FROM self GROUP BY category HAVING posts > ${least}\``.
   */
  sql<const S extends Schema>(query: string | SqlQuery, schema: S): Frame<RowOf<S>>;
  sql<Q extends Row = Row>(query: string | SqlQuery): Promise<Frame<Q>>;
  sql<Q extends Row = Row>(query: TemplateStringsArray, ...values: readonly SqlValue[]): Promise<Frame<Q>>;
  sql(query: string | SqlQuery | TemplateStringsArray, ...rest: readonly unknown[]): unknown {
    if (isTemplate(query)) return this.#described(sql(query, ...(rest as readonly SqlValue[])));
    const [schema] = rest as readonly (Schema | undefined)[];
    return schema ? this.#planned(query, schema) : this.#described(query);
  }

  async #described(query: string | SqlQuery): Promise<Frame> {
    return this.#planned(query, await duckdbEngine.describe(sqlPlan(this, query, []).plan));
  }

  #planned(query: string | SqlQuery, schema: Schema): Frame {
    const { plan, sources } = sqlPlan(this, query, schema);
    return this.made(plan, sources);
  }
}

const isTemplate = (query: unknown): query is TemplateStringsArray => Array.isArray(query);
