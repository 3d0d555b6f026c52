import { type RawBuilder, sql } from "kysely";
import { eventsIn } from "../../domain/filter/plan.js";
import type { Database } from "../../postgres/database.js";
import { plannedAnew } from "../../postgres/planned-anew.js";
import { untilAbandoned } from "../../postgres/until-abandoned.js";
import type { EventShape } from "../filter/event.js";
import type { Audience, Parts } from "./audience.js";

const shapes = ["probe", "window"] as const satisfies readonly EventShape[];

interface Explained {
  readonly "QUERY PLAN": readonly [{ readonly Plan: { readonly "Total Cost": number } }];
}

/** What the database itself thinks that a statement takes, without doing it. */
const costOf = async (database: Database, statement: RawBuilder<unknown>): Promise<number> => {
  const { rows } = await sql<Explained>`${plannedAnew} explain (format json) ${statement}`.execute(database);
  return rows[0]?.["QUERY PLAN"][0].Plan["Total Cost"] ?? Number.POSITIVE_INFINITY;
};

/**
 * The statement over an audience in the shape that takes least: how many members are left to look at once everything
 * else is asked, the planner knows from its statistics.
 */
export const cheapest = async (
  database: Database,
  { plan, statement }: Audience,
  parts: Parts,
): Promise<RawBuilder<unknown>> => {
  const [probing, counting] = shapes.map((shape) => statement(parts, shape));
  if (!probing || !counting || eventsIn(plan).length === 0) return statement(parts, "probe");
  const [probed, counted] = await Promise.all([costOf(database, probing), costOf(database, counting)]);
  return probed <= counted ? probing : counting;
};

/** Reads from an audience. */
export const select = async <Row>(database: Database, audience: Audience, parts: Parts): Promise<readonly Row[]> => {
  const statement = await cheapest(database, audience, parts);
  if (audience.abandonment) return untilAbandoned<Row>(database, statement, audience.abandonment);
  const { rows } = await sql<Row>`${plannedAnew} ${statement}`.execute(database);
  return rows;
};
