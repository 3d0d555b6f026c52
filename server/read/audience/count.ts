import { type RawBuilder, sql, type SqlBool } from "kysely";
import type { Reach } from "../../../sdk/contract/index.js";
import type { Database } from "../../postgres/database.js";
import type { Joins } from "../filter/joins.js";
import { type Audience, present } from "./audience.js";
import { select } from "./select.js";

const addresses: Readonly<Record<string, string>> = { sms: "phone", email: "email", push: "push_token" };

/** Who agreed to a channel, has an address for it, and takes part. */
const isReached = (channel: string, joins: Joins): RawBuilder<SqlBool> => {
  const consent = joins.one("consent", `consent ${channel}`, (alias) => sql`and ${alias}.channel = ${channel}`);
  const address = sql`${joins.profile()}.${sql.ref(addresses[channel] ?? "email")}`;
  return sql`m.status = 'active' and ${consent}.granted and ${address} is not null`;
};

/** How many members there are, exactly, and how many each channel reaches where that is asked for. */
export const countAudience = async (
  database: Database,
  audience: Audience,
  { reach }: { readonly reach: boolean },
): Promise<{ readonly members: number; readonly reach: Reach[] | null }> => {
  const channels = reach ? audience.program.channels : [];
  const [row] = await select<Readonly<Record<string, number>>>(database, audience, (joins) => ({
    select: sql.join([
      sql`count(*) as members`,
      ...channels.map(
        ({ channel }, index) =>
          sql`count(*) filter (where ${isReached(channel, joins)}) as ${sql.ref(`reached_${index}`)}`,
      ),
    ]),
    rest: sql``,
  }));
  const reached = channels.map(({ channel, cost }, index) => {
    const members = row?.[`reached_${index}`] ?? 0;
    return { channel, members, cost: cost && { ...cost, amount: cost.amount * members } };
  });
  return { members: row?.members ?? 0, reach: reach ? reached : null };
};

/** All members of a program. */
export const countEverybody = async (database: Database, tenant: string): Promise<number> => {
  const { rows } = await sql<{ members: number }>`
    select count(*) as members from member as m where ${present(tenant)}`.execute(database);
  return rows[0]?.members ?? 0;
};
