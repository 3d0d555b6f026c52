import { type RawBuilder, sql } from "kysely";
import type { Database } from "../server/postgres/database.js";
import { NOW } from "../test/support/backend.js";
import { makeTenant } from "../test/support/tenant.js";

/** A number below `below` that follows from another one alone, so that each run makes the same crowd. */
const mixed = (of: RawBuilder<unknown>, salt: number, below: number): RawBuilder<unknown> =>
  sql`(hashint8extended(${of}, ${sql.lit(salt)}) & 1073741823) % ${sql.lit(below)}`;

const member = sql.raw("k");
const id = sql`'m_' || lpad(k::text, 8, '0')`;

const statements = (tenant: string, members: number): readonly RawBuilder<unknown>[] => {
  const all = sql`generate_series(1, ${sql.lit(members)}::bigint) as k`;
  const one = sql.lit(tenant);
  return [
    sql`insert into member (tenant, id, status, tier_id, joined_at)
      select ${one}, ${id}, case when ${mixed(member, 1, 50)} = 0 then 'blocked' else 'active' end,
        (array['bronze', 'bronze', 'bronze', 'silver', 'gold'])[1 + ${mixed(member, 2, 5)}],
        ${sql.lit(NOW)}::timestamptz - ${mixed(member, 3, 2000)} * interval '1 day' from ${all}`,
    sql`insert into profile (tenant, member_id, salt, name, first_name, email, phone, birthday, language)
      select ${one}, ${id}, 'salt', 'Name' || ${mixed(member, 4, 5000)} || ' Family' || ${mixed(member, 5, 5000)},
        'Name', 'someone' || k || '@example.com', '+35386' || lpad(k::text, 8, '0'),
        date '1960-01-01' + (${mixed(member, 6, 15_000)})::int, (array['en', 'de', 'he'])[1 + ${mixed(member, 7, 3)}]
      from ${all}`,
    sql`insert into member_lookup (tenant, member_id, kind, value)
      select ${one}, member_id, 'name', lower(name) from profile where tenant = ${one}`,
    sql`insert into account (tenant, member_id, currency, earned, spendable, spent, expired, pending, seq)
      select ${one}, ${id}, 'points', points, points, 0, 0, 0, 1
      from (select k, ${mixed(member, 8, 3000)} as points from ${all}) as earned`,
    sql`insert into consent (tenant, member_id, channel, granted)
      select ${one}, ${id}, channel, ${mixed(member, 9, 4)} > 0 from ${all}, unnest(array['sms', 'email']) as channel`,
    sql`insert into member_tag (tenant, member_id, tag)
      select ${one}, ${id}, tag from ${all}, (values ('one-percent', 100), ('fifth', 5)) as tags (tag, nth)
      where ${mixed(member, 10, 100)} % nth = 0`,
    sql`insert into tag (tenant, folded, tag, part, members)
      select ${one}, tag, tag, '1', count(*) from member_tag where tenant = ${one} group by tag`,
  ];
};

/** Ten each, of the last two years, at one of fifty branches. */
const purchasesOf = (tenant: string, members: number): RawBuilder<unknown> =>
  sql`insert into purchase (tenant, id, member_id, at, branch_id, amount, currency, scale, operation_id)
      select ${sql.lit(tenant)}, 'pu_' || k || '_' || nth, ${id},
        ${sql.lit(NOW)}::timestamptz - ${mixed(sql`k * 100 + nth`, 11, 63_072_000)} * interval '1 second',
        'b_' || ${mixed(sql`k * 100 + nth`, 12, 50)}, 100 + ${mixed(sql`k * 100 + nth`, 13, 5000)}, 'EUR', 2, 'op'
      from generate_series(1, ${sql.lit(members)}::bigint) as k, generate_series(1, 1 + 2 * (${mixed(member, 14, 10)})) as nth`;

/**
 * Fills a database with a program, members, and ten purchases for each on average, or none. The same crowd each time; rows are made
 * by the database itself, which looks up nothing of what they refer to meanwhile.
 */
export const fillCrowd = async (
  database: Database,
  members: number,
  { purchases = true }: { readonly purchases?: boolean } = {},
): Promise<string> => {
  const tenant = await makeTenant(database);
  await database.connection().execute(async (connection) => {
    await sql`set session_replication_role = replica`.execute(connection);
    await sql`set statement_timeout = 0`.execute(connection);
    for (const statement of statements(tenant, members)) await statement.execute(connection);
    if (purchases) await purchasesOf(tenant, members).execute(connection);
    await sql`vacuum analyze`.execute(connection);
    await sql`reset session_replication_role`.execute(connection);
  });
  return tenant;
};
