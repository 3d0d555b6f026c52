import { type RawBuilder, sql } from "kysely";
import * as z from "zod/mini";
import { InstantInput } from "../../sdk/contract/schemas/inputs.js";
import { RefusalError } from "../domain/refusal.js";
import { answerEach, type Asked, newestOf, ofOne, type QueryOfMany } from "./of-members.js";
import { DEFAULT_LIMIT, cursorOf, pageOf } from "./page.js";
import type { Sources } from "./query.js";
import { ifGiven, instant } from "./sql.js";

const position = cursorOf(z.strictObject({ issuedAt: InstantInput, id: z.string() }));

const cursorAt = (row: HeldRow): string => position.write({ issuedAt: instant(row.at), id: row.id });

/** What every row of the wallet has. */
export interface HeldRow {
  readonly id: string;
  /** When it was issued. */
  readonly at: Date;
}

/** The modules of a program that put something into wallets, or tell of members what is listed like it. Of one without it there is nothing to ask (S3-7). */
type WalletModule = "gifts" | "punch-cards" | "rewards" | "cards" | "purchases" | "messages";

/** Whether the program of a member lacks one of them. */
export const isMissing = (module: WalletModule) => sql<boolean>`not exists (
  select from program, json_array_elements_text(settings::json -> 'modules') as module
  where program.tenant = member.tenant and module = ${module})`;

/** Answers a page of what each member holds of a module, newest first. `held` selects it of `member.id`, and may go on with `and`. */
export const pagesOfHeld = async <Row extends HeldRow, Item>(
  asked: Asked<"heldGifts" | "heldPunchCards" | "heldCoupons" | "heldCards" | "purchases">,
  sources: Sources,
  memberIds: readonly string[],
  module: WalletModule,
  held: RawBuilder<Row>,
  item: (row: Row) => Item,
) => {
  const { cursor, limit = DEFAULT_LIMIT } = asked.query;
  const older = ifGiven(
    position.read(cursor),
    ({ issuedAt, id }) => sql`(issued_at, held.id) < (${issuedAt}::timestamptz, ${id})`,
  );
  const newest = sql<Row>`${held} and ${older} order by held.issued_at desc, held.id desc limit ${limit + 1}`;
  const rows = await newestOf(sources.database, asked.operator.tenant, memberIds, newest, isMissing(module));
  if (rows.some((row) => row.is_missing))
    return new Map(memberIds.map((id) => [id, new RefusalError("capability-not-supported")]));
  return answerEach(asked, sources, memberIds, rows, (lists) =>
    lists.map((list) => ({ value: pageOf<Row, Item>(list, limit, item, cursorAt) })),
  );
};

interface GiftRow extends HeldRow {
  readonly gift_id: string;
  readonly name: string;
  readonly status: string;
  readonly expires_on: string | null;
}

/** A gift or a coupon is valid until its last day is over in the program's time zone. No job marks it as expired. */
const statusOn = (now: Date) => sql`case
  when held.status = 'active' and held.expires_on <
    (${now.toISOString()}::timestamptz at time zone (program.settings::json ->> 'timeZone'))::date
  then 'expired' else held.status end`;

/** Gifts in the wallets, newest first. */
export const giftsOf: QueryOfMany<"heldGifts"> = (asked, sources, memberIds) => {
  const held = sql<GiftRow>`
    select held.id, held.issued_at as at, held.gift_id, gift.name, held.expires_on,
      ${statusOn(sources.clock.now())} as status
    from member_gift as held
      join gift on gift.tenant = held.tenant and gift.id = held.gift_id
      join program on program.tenant = held.tenant
    where held.tenant = member.tenant and held.member_id = member.id`;
  return pagesOfHeld(asked, sources, memberIds, "gifts", held, ({ id, gift_id, name, status, at, expires_on }) => ({
    id,
    gift: { id: gift_id, name },
    status,
    issuedAt: instant(at),
    expiresAt: expires_on,
  }));
};

export const heldGifts = ofOne(giftsOf);

interface PunchCardRow extends HeldRow {
  readonly card_id: string;
  readonly name: string;
  readonly size: number;
  readonly reward: string;
  readonly punches: number;
  readonly status: string;
}

/** The punch cards that members hold, newest first, without withdrawn ones. */
export const punchCardsOf: QueryOfMany<"heldPunchCards"> = (asked, sources, memberIds) => {
  const held = sql<PunchCardRow>`
    select held.id, held.issued_at as at, held.punches, held.status,
      card.id as card_id, card.name, card.size, card.reward
    from member_punch_card as held
      join punch_card as card on card.tenant = held.tenant and card.id = held.punch_card_id
    where held.tenant = member.tenant and held.member_id = member.id and held.status <> 'withdrawn'`;
  return pagesOfHeld(
    asked,
    sources,
    memberIds,
    "punch-cards",
    held,
    ({ id, card_id, name, size, reward, punches, status }) => ({
      id,
      punchCard: { id: card_id, name, size, reward },
      punches,
      status,
    }),
  );
};

export const heldPunchCards = ofOne(punchCardsOf);

interface CouponRow extends HeldRow {
  readonly reward_id: string;
  readonly name: string;
  readonly code: string;
  readonly status: string;
  readonly expires_on: string | null;
}

/** The coupons that members hold, newest first, without withdrawn ones. */
export const couponsOf: QueryOfMany<"heldCoupons"> = (asked, sources, memberIds) => {
  const held = sql<CouponRow>`
    select held.id, held.issued_at as at, held.reward_id, reward.name, held.code, held.expires_on,
      ${statusOn(sources.clock.now())} as status
    from coupon as held
      join reward on reward.tenant = held.tenant and reward.id = held.reward_id
      join program on program.tenant = held.tenant
    where held.tenant = member.tenant and held.member_id = member.id and held.status <> 'withdrawn'`;
  return pagesOfHeld(
    asked,
    sources,
    memberIds,
    "rewards",
    held,
    ({ id, reward_id, name, code, status, at, expires_on }) => ({
      id,
      reward: { id: reward_id, name },
      code,
      status,
      issuedAt: instant(at),
      expiresAt: expires_on,
    }),
  );
};

export const heldCoupons = ofOne(couponsOf);

interface CardRow extends HeldRow {
  readonly number: string;
  readonly status: string;
  readonly replaced_by: string | null;
}

/** The cards that members hold, and those that were replaced, newest first. */
const cardsOf: QueryOfMany<"heldCards"> = (asked, sources, memberIds) => {
  const held = sql<CardRow>`
    select held.id, held.issued_at as at, held.number, held.status, held.replaced_by
    from member_card as held
    where held.tenant = member.tenant and held.member_id = member.id`;
  return pagesOfHeld(asked, sources, memberIds, "cards", held, ({ id, number, status, at, replaced_by }) => ({
    id,
    number,
    status,
    issuedAt: instant(at),
    replacedBy: replaced_by,
  }));
};

export const heldCards = ofOne(cardsOf);
