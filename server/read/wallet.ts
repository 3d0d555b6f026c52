import { sql } from "kysely";
import * as z from "zod/mini";
import { InstantInput } from "../../sdk/contract/schemas/inputs.js";
import { DEFAULT_LIMIT, cursorOf, pageOf } from "./page.js";
import type { Query } from "./query.js";
import { requireMember } from "./require-member.js";
import { ifGiven, instant } from "./sql.js";

const position = cursorOf(z.strictObject({ issuedAt: InstantInput, id: z.string() }));

const cursorAt = (row: { issued_at: Date; id: string }): string =>
  position.write({ issuedAt: instant(row.issued_at), id: row.id });

/** Older than the last one shown; all where none was. */
const older = (cursor: string | undefined) =>
  ifGiven(position.read(cursor), ({ issuedAt, id }) => sql`(issued_at, held.id) < (${issuedAt}::timestamptz, ${id})`);

/** A gift is valid until its last day is over in the program's time zone. No job marks it as expired. */
const statusOn = (now: Date) =>
  sql<string>`case
  when held.status = 'active' and held.expires_on <
    (${now.toISOString()}::timestamptz at time zone (program.settings::json ->> 'timeZone'))::date
  then 'expired' else held.status end`.as("status");

/** Gifts in the wallet, newest first. */
export const heldGifts: Query<"heldGifts"> = async (call, services) => {
  const { operator, params, query } = call;
  const limit = query.limit ?? DEFAULT_LIMIT;
  const rows = await services.database
    .selectFrom("member_gift as held")
    .innerJoin("gift", (join) => join.onRef("gift.tenant", "=", "held.tenant").onRef("gift.id", "=", "held.gift_id"))
    .innerJoin("member", (join) =>
      join.onRef("member.tenant", "=", "held.tenant").onRef("member.id", "=", "held.member_id"),
    )
    .innerJoin("program", "program.tenant", "held.tenant")
    .where("held.tenant", "=", operator.tenant)
    .where("held.member_id", "=", params.memberId)
    .where(older(query.cursor))
    .select([
      "held.id",
      "held.gift_id",
      "held.issued_at",
      "held.expires_on",
      "gift.name",
      "member.status as member_status",
    ])
    .select(statusOn(services.clock.now()))
    .orderBy("held.issued_at", "desc")
    .orderBy("held.id", "desc")
    .limit(limit + 1)
    .execute();
  await requireMember(call, services, params.memberId, rows[0]?.member_status);
  const value = pageOf(
    rows,
    limit,
    ({ id, gift_id, name, status, issued_at, expires_on }) => ({
      id,
      gift: { id: gift_id, name },
      status,
      issuedAt: instant(issued_at),
      expiresAt: expires_on,
    }),
    cursorAt,
  );
  return { value };
};

/** The punch cards that a member holds, newest first, without withdrawn ones. */
export const heldPunchCards: Query<"heldPunchCards"> = async (call, services) => {
  const { operator, params, query } = call;
  const limit = query.limit ?? DEFAULT_LIMIT;
  const rows = await services.database
    .selectFrom("member_punch_card as held")
    .innerJoin("punch_card as card", (join) =>
      join.onRef("card.tenant", "=", "held.tenant").onRef("card.id", "=", "held.punch_card_id"),
    )
    .innerJoin("member", (join) =>
      join.onRef("member.tenant", "=", "held.tenant").onRef("member.id", "=", "held.member_id"),
    )
    .where("held.tenant", "=", operator.tenant)
    .where("held.member_id", "=", params.memberId)
    .where("held.status", "!=", "withdrawn")
    .where(older(query.cursor))
    .select(["held.id", "held.punches", "held.status", "held.issued_at", "member.status as member_status"])
    .select(["card.id as card_id", "card.name", "card.size", "card.reward"])
    .orderBy("held.issued_at", "desc")
    .orderBy("held.id", "desc")
    .limit(limit + 1)
    .execute();
  await requireMember(call, services, params.memberId, rows[0]?.member_status);
  const value = pageOf(
    rows,
    limit,
    ({ id, card_id, name, size, reward, punches, status }) => ({
      id,
      punchCard: { id: card_id, name, size, reward },
      punches,
      status,
    }),
    cursorAt,
  );
  return { value };
};
