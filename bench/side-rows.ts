import { sql } from "kysely";
import { spawnServer } from "../test/support/server-process.js";
import { hangUp, median, spread, startSeeded, throughput } from "./writes.js";

/** What each write leaves beside what it does: a row for those who are told of changes, and one for the audit's chain. */
const tables = ["member_change", "audit_to_seal"] as const;
type Table = (typeof tables)[number];

const CALLERS = 32;
/** Many short ones: what else the machine does falls on all alike. */
const ROUNDS = 22;
const ROUND_MS = 500;

/** Ways of keeping rows out of these tables, by what is measured. */
const cases: Readonly<Record<string, readonly Table[]>> = {
  "with both rows": [],
  "without the row of the change": ["member_change"],
  "without the row of the seal": ["audit_to_seal"],
  "with neither": tables,
};

/**
 * Adds a second with these rows beside those without, on one server and one PostgreSQL that syncs: medians of rounds that
 * take turns. A row is left out by a trigger, so that the statement stays the same; a rule can't be had for an insert in a
 * `with`. Without a row to seal, nothing is sealed between writes either.
 */
export const compareSideRows = async () => {
  const postgres = await startSeeded();
  const run = (statement: string) => sql.raw(statement).execute(postgres.database);
  await run("create function left_out() returns trigger language plpgsql as 'begin return null; end'");
  for (const table of tables)
    await run(`create trigger left_out before insert on ${table} for each row execute function left_out()`);
  const server = spawnServer({ DATABASE_URL: postgres.url });
  const measured: Record<string, number[]> = {};
  try {
    const origin = await server.ready;
    for (let round = 0; round <= ROUNDS; round++)
      for (const [name, without] of Object.entries(cases)) {
        for (const table of tables)
          await run(`alter table ${table} ${without.includes(table) ? "enable" : "disable"} trigger left_out`);
        (measured[name] ??= []).push(await throughput(origin, CALLERS, spread, ROUND_MS));
      }
  } finally {
    hangUp();
    server.child.kill();
    await server.exited;
    await postgres.stop();
  }
  // The first of each warms it up.
  const rates = Object.entries(measured).map(([name, each]) => ({ name, rate: median(each.slice(1)) }));
  const whole = rates[0]?.rate ?? NaN;
  return Object.fromEntries(
    rates.map(({ name, rate }) => [name, { "adds/s": Math.round(rate), ratio: Number((whole / rate).toFixed(2)) }]),
  );
};
