import { type SelectQueryBuilder, sql } from "kysely";
import * as z from "zod/mini";
import { InstantInput } from "../../sdk/contract/schemas/inputs.js";
import { DEFAULT_LIMIT, cursorOf, pageOf } from "./page.js";
import type { Query, Question, Sources } from "./query.js";
import { requireMember } from "./require-member.js";
import { ifGiven, instant } from "./sql.js";

const position = cursorOf(z.strictObject({ issuedAt: InstantInput, id: z.string() }));

const cursorAt = (row: { issued_at: Date; id: string }): string =>
  position.write({ issuedAt: instant(row.issued_at), id: row.id });

/** What every row of the wallet has. */
interface HeldRow {
  readonly id: string;
  readonly issued_at: Date;
  readonly member_status: string;
}

/** Answers a page of what a member holds, newest first. */
const pageOfHeld = async <DB, TB extends keyof DB, Row extends HeldRow, Item>(
  question: Question<"heldGifts" | "heldPunchCards">,
  sources: Sources,
  held: SelectQueryBuilder<DB, TB, Row>,
  item: (row: Row) => Item,
) => {
  const { params, query } = question;
  const { cursor, limit = DEFAULT_LIMIT } = query;
  const older = ifGiven(
    position.read(cursor),
    ({ issuedAt, id }) => sql`(issued_at, held.id) < (${issuedAt}::timestamptz, ${id})`,
  );
  const rows = await held
    .where(older)
    .orderBy(sql`held.issued_at`, "desc")
    .orderBy(sql`held.id`, "desc")
    .limit(limit + 1)
    .execute();
  await requireMember(question, sources, params.memberId, rows[0]?.member_status);
  return { value: pageOf<Row, Item>(rows, limit, item, cursorAt) };
};

/** A gift is valid until its last day is over in the program's time zone. No job marks it as expired. */
const statusOn = (now: Date) =>
  sql<string>`case
  when held.status = 'active' and held.expires_on <
    (${now.toISOString()}::timestamptz at time zone (program.settings::json ->> 'timeZone'))::date
  then 'expired' else held.status end`.as("status");

/** Gifts in the wallet, newest first. */
export const heldGifts: Query<"heldGifts"> = (question, sources) => {
  const held = sources.database
    .selectFrom("member_gift as held")
    .innerJoin("gift", (join) => join.onRef("gift.tenant", "=", "held.tenant").onRef("gift.id", "=", "held.gift_id"))
    .innerJoin("member", (join) =>
      join.onRef("member.tenant", "=", "held.tenant").onRef("member.id", "=", "held.member_id"),
    )
    .innerJoin("program", "program.tenant", "held.tenant")
    .where("held.tenant", "=", question.operator.tenant)
    .where("held.member_id", "=", question.params.memberId)
    .select([
      "held.id",
      "held.gift_id",
      "held.issued_at",
      "held.expires_on",
      "gift.name",
      "member.status as member_status",
    ])
    .select(statusOn(sources.clock.now()));
  return pageOfHeld(question, sources, held, ({ id, gift_id, name, status, issued_at, expires_on }) => ({
    id,
    gift: { id: gift_id, name },
    status,
    issuedAt: instant(issued_at),
    expiresAt: expires_on,
  }));
};

/** The punch cards that a member holds, newest first, without withdrawn ones. */
export const heldPunchCards: Query<"heldPunchCards"> = (question, sources) => {
  const held = sources.database
    .selectFrom("member_punch_card as held")
    .innerJoin("punch_card as card", (join) =>
      join.onRef("card.tenant", "=", "held.tenant").onRef("card.id", "=", "held.punch_card_id"),
    )
    .innerJoin("member", (join) =>
      join.onRef("member.tenant", "=", "held.tenant").onRef("member.id", "=", "held.member_id"),
    )
    .where("held.tenant", "=", question.operator.tenant)
    .where("held.member_id", "=", question.params.memberId)
    .where("held.status", "!=", "withdrawn")
    .select(["held.id", "held.punches", "held.status", "held.issued_at", "member.status as member_status"])
    .select(["card.id as card_id", "card.name", "card.size", "card.reward"]);
  return pageOfHeld(question, sources, held, ({ id, card_id, name, size, reward, punches, status }) => ({
    id,
    punchCard: { id: card_id, name, size, reward },
    punches,
    status,
  }));
};
