import { sql } from "kysely";
import type { Database } from "../../server/postgres/database.js";
import { operationOf } from "./fixtures.js";

const receipt = JSON.stringify(operationOf());

/**
 * Gives members a past of so many entries each, half a day between two: purchases at the till, and points by a rule.
 * The very first things were a message by Dana, a gift by a campaign and a purchase by hand. Half as many gifts and
 * full punch cards, and purchases of two things each; a lot for each entry, of which ten are not empty. With an operator, all that was done was done by
 * hand, by them.
 */
export const makePast = async (
  database: Database,
  tenant: string,
  ids: readonly string[],
  { entries, now, operator = null }: { entries: number; now: string; operator?: string | null },
): Promise<void> => {
  const times = (most: number) =>
    sql`unnest(${[...ids]}::text[]) as id cross join generate_series(1, ${most}::int) as n`;
  const [each, half] = [times(entries), times(Math.floor(entries / 2))];
  const at = sql`${now}::timestamptz - (${entries} - n) * interval '12 hours'`;
  await sql`insert into operation (tenant, member_id, id, scope, key, action, operator_id, source, at, status, http_status, receipt)
    select ${tenant}, id, id || '_' || n, 'test', id || '_' || n,
      case n when 1 then 'send-sms' when 2 then 'send-asset' else (array['add', 'purchase'])[1 + n % 2] end,
      coalesce(${operator}::text, case n when 1 then 'u_dana' when 3 then 'u_ari' end),
      case when ${operator}::text is not null then 'manual' when n = 1 then 'manual' when n = 2 then 'campaign' when n = 3 then 'manual' else (array['rule', 'pos'])[1 + n % 2] end,
      ${at}, 'applied', 200, ${receipt} from ${each}`.execute(database);
  await sql`insert into account (tenant, member_id, currency, earned, spendable, spent, expired, pending, seq)
    select ${tenant}, id, 'points', ${entries}, ${entries}, 0, 0, 0, ${entries} from unnest(${[...ids]}::text[]) as id`.execute(
    database,
  );
  await sql`insert into entry (tenant, member_id, currency, seq, operation_id, at,
      earned, spendable, spent, expired, pending, spendable_after, legs)
    select ${tenant}, id, 'points', n, id || '_' || n, ${at}, 1, 1, 0, 0, 0, n, '[]' from ${each}`.execute(database);
  await sql`insert into lot (tenant, member_id, currency, expires_on, available_on, amount)
    select ${tenant}, id, 'points', '2000-01-01'::date + n, '-infinity',
      case when n % greatest(1, ${entries}::int / 10) = 0 then 1 else 0 end from ${each}`.execute(database);
  await sql`insert into message (tenant, member_id, id, operation_id, channel, segments, consent, status, created_at, updated_at)
    select ${tenant}, id, id || '_' || n, id || '_' || n, case when n < 20 then 'email' else 'sms' end, 1, true, 'sent', ${at}, ${at}
    from ${each}`.execute(database);
  await sql`insert into member_gift (tenant, member_id, id, gift_id, status, issued_at)
    select ${tenant}, id, id || '_' || n, 'gift_pastry', 'active', ${at} from ${half}`.execute(database);
  await sql`insert into member_punch_card (tenant, member_id, id, punch_card_id, punches, status, issued_at)
    select ${tenant}, id, id || '_' || n, 'card_coffee', 10, case n when 1 then 'active' else 'full' end, ${at}
    from ${half}`.execute(database);
  await sql`insert into purchase (tenant, member_id, id, at, branch_id, amount, currency, scale, operation_id)
    select ${tenant}, id, id || '_' || n, ${at}, 'b_harbour', 500, 'EUR', 2, id || '_' || n from ${half}`.execute(
    database,
  );
  await sql`insert into purchase_item (tenant, member_id, purchase_id, line, item_id, quantity, amount)
    select ${tenant}, id, id || '_' || n, line, (array['item_flat_white', 'item_croissant'])[line], 1, 250
    from ${half}, generate_series(1, 2) as line`.execute(database);
};
