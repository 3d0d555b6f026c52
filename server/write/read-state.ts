import { type RawBuilder, sql } from "kysely";
import type { PickerList } from "../../sdk/contract/index.js";
import { countedOperator } from "./counted.js";
import { cardNumberIn, changesCards } from "../domain/card.js";
import { addressesIn, editsProfile } from "../domain/profile.js";
import { chosenIds } from "./library-choices.js";
import { couponStates, isRecent, type RewardRow } from "../read/reward-row.js";
import { usedQuery } from "../read/usage.js";
import { list, listFor } from "./json-list.js";
import type { GivenBefore } from "./read-given.js";
import { mergersOf, mergingQuery } from "./read-merging.js";
import { type Messaged, messagedQuery } from "./read-messaged.js";
import { type Repeat, repeatsQuery } from "./read-repeats.js";
import { type Intent, membersOf } from "./write-job.js";
import type { Named, PunchCard, ReasonCode, Template } from "../../sdk/contract/index.js";
import type { ApprovalState } from "../domain/approval.js";
import type { ConsentState } from "../domain/consent.js";
import type { Program } from "../domain/program.js";
import type {
  AccountState,
  GivenTier,
  HeldCardState,
  HeldCouponState,
  HeldGiftState,
  HeldPunchCardState,
  LibraryGift,
  LotState,
  MemberState,
  Merging,
  ProfileState,
} from "../domain/member.js";
import type { Used } from "../read/usage.js";
import type { PurchaseState } from "../domain/purchase.js";
import {
  broughtQuery,
  causedIds,
  purchasesQuery,
  type Reaction,
  returnedIn,
  rootPurchase,
  takesBack,
} from "./read-purchases.js";
import type { OriginalOperation } from "../domain/undo.js";

type OfMember<T> = T & { readonly memberId: string };

/** A member's own row, with their profile; no profile once erased. */
export interface MemberRow {
  readonly id: string;
  readonly status: MemberState["status"];
  readonly tierId: string | null;
  readonly givenTiers: readonly GivenTier[] | null;
  readonly hiddenTierId: string | null;
  readonly currency: string | null;
  readonly version: number;
  readonly profile: ProfileState | null;
}

/**
 * All that a group's decisions stand on, as of one moment. Every list that effects are made of has an order: a preview and
 * its write may be planned in different ways, and must come to the same.
 */
export interface ReadState {
  readonly program: Program | null;
  readonly members: readonly MemberRow[];
  readonly accounts: readonly OfMember<Omit<AccountState, "lots">>[];
  /** First to expire first. */
  readonly lots: readonly OfMember<LotState & { readonly currency: string }>[];
  readonly tags: readonly OfMember<{ readonly tag: string }>[];
  readonly consents: readonly OfMember<ConsentState & { readonly channel: string }>[];
  /** What is known of them beside the profile, each value as JSON. */
  readonly attributes: readonly OfMember<{ readonly id: string; readonly value: string }>[];
  /** Who has the e-mail addresses, phone numbers and cards that are asked for. */
  readonly addresses: readonly OfMember<{ readonly address: string }>[];
  readonly heldGifts: readonly OfMember<HeldGiftState>[];
  readonly heldCoupons: readonly OfMember<HeldCouponState>[];
  readonly heldCards: readonly OfMember<HeldCardState>[];
  readonly heldPunchCards: readonly OfMember<HeldPunchCardState>[];
  readonly gifts: readonly LibraryGift[];
  readonly punchCards: readonly PunchCard[];
  readonly rewards: readonly RewardRow[];
  readonly templates: readonly Template[];
  readonly reasonCodes: readonly ReasonCode[];
  readonly branches: readonly Named[];
  readonly purchases: readonly PurchaseState[];
  readonly brought: readonly Reaction[];
  readonly originals: readonly OriginalOperation[];
  readonly usage: readonly Used[];
  readonly approvals: readonly ApprovalState[];
  readonly repeats: readonly Repeat[];
  readonly messaged: readonly Messaged[];
  /** Read by previews alone. */
  readonly given?: readonly GivenBefore[];
  readonly merging: readonly (OfMember<Merging["belongings"]> & Pick<Merging, "lookalikes">)[];
}

/** What reads each part of it. */
export type Parts = Partial<Record<keyof ReadState, RawBuilder<unknown>>>;

/**
 * The members. Full punch cards and lots of which nothing is left can be very many: they are read of the members of whom
 * something is undone or comes back, and the lots also of who is merged and where what has expired is looked for.
 */
const partsOfMembers = (tenant: string, intents: readonly Intent[]): Parts => {
  const idsOf = (some: readonly Intent[]): string[] => [...new Set(some.flatMap(membersOf))];
  const of = (some: readonly Intent[]) => sql`tenant = ${tenant} and member_id = any(${idsOf(some)}::text[])`;
  const undoing = intents.filter((intent) => intent.reverses !== null || takesBack(intent));
  const looking = intents.filter((intent) => {
    const { declaration } = intent.action;
    return undoing.includes(intent) || declaration?.takesFrom === "expired" || declaration?.merges;
  });
  const lot = sql`
    select member_id as "memberId", currency, expires_on as "expiresOn", available_on as "availableOn", amount, expired, stand_in as "standIn"
    from lot`;
  const emptyLots = looking.length === 0 ? sql`` : sql`union all ${lot} where ${of(looking)} and amount = 0`;
  const card = sql`
    select member_id as "memberId", id, punch_card_id as "punchCardId", punches, status, issued_by_punch as "issuedByPunch", issued_at
    from member_punch_card`;
  const fullCards = undoing.length === 0 ? sql`` : sql`union all ${card} where ${of(undoing)} and status = 'full'`;
  const own = of(intents);
  return {
    members: list(sql`
      select id, status, tier_id as "tierId", given_tiers::json as "givenTiers", hidden_tier_id as "hiddenTierId",
        own_currency as currency, version, (select row_to_json(p) from (
        select salt, name, first_name as "firstName", email, email_verified as "emailVerified", phone,
          phone_verified as "phoneVerified", birthday, push_token as "pushToken", language, home_branch_id as "homeBranchId"
        from profile where tenant = member.tenant and member_id = member.id) as p) as profile
      from member where tenant = ${tenant} and id = any(${idsOf(intents)}::text[])`),
    accounts: list(sql`
      select member_id as "memberId", currency, earned, spendable, spent, expired, pending, seq from account where ${own}
      order by currency`),
    lots: list(sql`
      select * from (${lot} where ${own} and amount > 0 ${emptyLots}) as lot
      order by "expiresOn", "availableOn", currency`),
    tags: list(sql`select member_id as "memberId", tag from member_tag where ${own} order by tag`),
    consents: list(
      sql`select member_id as "memberId", channel, granted, at from consent where ${own} order by channel`,
    ),
    heldPunchCards: list(sql`
      select "memberId", id, "punchCardId", punches, status, "issuedByPunch"
      from (${card} where ${own} and status = 'active' ${fullCards}) as card order by issued_at, id`),
  };
};

const undoneBy = (intents: readonly Intent[]): string[] => intents.flatMap(({ reverses }) => reverses ?? []);

const these = (ids: readonly string[]) => sql`select unnest(${ids}::text[])`;

const chosenBy = (intents: readonly Intent[], picker: PickerList): readonly string[] =>
  intents.flatMap((intent) => chosenIds(intent).get(picker) ?? []);

/** What the effects of a kind say that operations had: `{id}` of a gift, `{before,number}` of a card. */
const toldBy = (
  tenant: string,
  operationIds: RawBuilder<unknown>,
  kind: "gift" | "coupon" | "profile" | "card",
  path: readonly string[],
) => sql`
  select effect #>> ${path}::text[] from operation, json_array_elements(effects::json) as effect
  where tenant = ${tenant} and operation.id in (${operationIds}) and effect ->> 'kind' = ${kind}`;

/**
 * What an edit of a profile stands on, the undo of one, and a merge: what is known beside the profile, and who has the
 * addresses, numbers and cards that the member is to have. How a number is written at home is known once the program is, so that all
 * that it may be are looked up.
 */
const profilePartsOf = (tenant: string, intents: readonly Intent[]): Parts => {
  const edits = intents.filter(
    ({ reverses, action: { declaration } }) => reverses !== null || editsProfile(declaration),
  );
  const edited = [...edits, ...intents.filter(({ action }) => action.declaration?.merges)].flatMap(membersOf);
  const undone = undoneBy(edits);
  const asked = edits.flatMap(({ reverses, input }) => (reverses === null ? addressesIn(input) : []));
  const cards = intents.flatMap(({ reverses, action: { declaration }, input }) =>
    reverses === null && changesCards(declaration) ? cardNumberIn(input) : [],
  );
  const holders = (column: RawBuilder<unknown>) => sql`
    select member_id as "memberId", ${column} as address from profile
    where tenant = ${tenant} and ${column} in (select unnest(${asked}::text[]) union all ${toldBy(tenant, these(undone), "profile", ["before", "value"])})`;
  const cardHolders = sql`
    select member_id as "memberId", number as address from member_card
    where tenant = ${tenant} and status = 'active'
      and number in (select unnest(${cards}::text[]) union all ${toldBy(tenant, these(undone), "card", ["before", "number"])})`;
  return {
    attributes: listFor(
      edited,
      sql`select member_id as "memberId", attribute as id, value from member_attribute
        where tenant = ${tenant} and member_id = any(${edited}::text[]) order by attribute`,
    ),
    addresses: listFor(
      [...asked, ...cards, ...undone],
      sql`${holders(sql`email`)} union all ${holders(sql`phone`)} union all ${cardHolders}`,
    ),
  };
};

/** The cards that count of the members whose cards may change. */
const heldCardsOf = (tenant: string, intents: readonly Intent[]): Parts => {
  const ids = intents
    .filter(({ reverses, action: { declaration } }) => reverses !== null || changesCards(declaration))
    .flatMap(membersOf);
  return {
    heldCards: listFor(
      ids,
      sql`select member_id as "memberId", id, number from member_card
        where tenant = ${tenant} and member_id = any(${ids}::text[]) and status = 'active' order by id`,
    ),
  };
};

/** Of the gifts that members hold, which can be very many, those that are chosen, or that an undo or a return is about. */
const heldGiftsOf = (tenant: string, intents: readonly Intent[]): Parts => {
  const chosen = chosenBy(intents, "held-gifts");
  const undone = [...undoneBy(intents), ...returnedIn(intents)];
  const caused = causedIds(tenant, intents);
  const held = (ids: RawBuilder<unknown>) => sql`
    select held.member_id as "memberId", held.id, json_build_object('id', gift.id, 'name', gift.name) as gift, held.status,
      held.expires_on as "expiresOn"
    from member_gift as held join gift on gift.tenant = held.tenant and gift.id = held.gift_id
    where held.tenant = ${tenant} and held.id in (${ids})`;
  const parts = [
    ...(chosen.length ? [held(sql`select unnest(${chosen}::text[])`)] : []),
    ...(undone.length ? [held(toldBy(tenant, caused, "gift", ["id"]))] : []),
  ];
  return { heldGifts: listFor([...chosen, ...undone], sql`${sql.join(parts, sql` union all `)} order by id`) };
};

/**
 * Of the coupons that members hold, those that are chosen, those that an undo is about, and those that count against the
 * frequency of a reward that is chosen.
 */
const heldCouponsOf = (tenant: string, intents: readonly Intent[], now: Date): Parts => {
  const chosen = chosenBy(intents, "held-coupons");
  const undone = undoneBy(intents);
  const caused = causedIds(tenant, intents);
  const rewards = chosenBy(intents, "rewards");
  const memberIds = intents.map(({ memberId }) => memberId);
  const held = sql`${couponStates} and held.tenant = ${tenant}`;
  const parts = [
    ...(chosen.length ? [sql`${held} and held.id = any(${chosen}::text[])`] : []),
    ...(undone.length ? [sql`${held} and held.id in (${toldBy(tenant, caused, "coupon", ["id"])})`] : []),
    ...(rewards.length
      ? [
          sql`${held} and held.member_id = any(${memberIds}::text[]) and held.reward_id = any(${rewards}::text[])
            and ${isRecent(now)}`,
        ]
      : []),
  ];
  return {
    heldCoupons: listFor([...chosen, ...undone, ...rewards], sql`${sql.join(parts, sql` union all `)} order by id`),
  };
};

/** The kinds of card that are chosen, and those that a member who is merged has begun. */
const punchCardsOf = (tenant: string, intents: readonly Intent[]) => {
  const chosen = chosenBy(intents, "punch-cards");
  const merged = mergersOf(intents).map(({ from }) => from);
  const begun = sql`
    select punch_card_id from member_punch_card
    where tenant = ${tenant} and member_id = any(${merged}::text[]) and status = 'active'`;
  const wanted = merged.length === 0 ? sql`` : sql`union ${begun}`;
  return listFor(
    [...chosen, ...merged],
    sql`select id, name, size, reward from punch_card
      where tenant = ${tenant} and id in (select unnest(${chosen}::text[]) ${wanted})`,
  );
};

const libraryOf = (tenant: string, intents: readonly Intent[]): Parts => {
  const choices = intents.map(chosenIds);
  const chosen = (pickers: PickerList | readonly PickerList[], query: RawBuilder<unknown>) => {
    const ids = choices.flatMap((choice) => [pickers].flat().flatMap((picker) => choice.get(picker) ?? []));
    return listFor(ids, sql`${query} where tenant = ${tenant} and id = any(${ids}::text[])`);
  };
  return {
    gifts: chosen(
      "gifts",
      sql`select id, name, description, image_url as "imageUrl", stock, valid_days as "validDays" from gift`,
    ),
    rewards: chosen("rewards", sql`select * from reward`),
    punchCards: punchCardsOf(tenant, intents),
    templates: chosen(["templates", "any-templates"], sql`select id, channel, name, subject, body from template`),
    reasonCodes: chosen(
      "reason-codes",
      sql`select id, name, coalesce(actions, '[]')::json as actions, requires_note as "requiresNote", retired from reason_code`,
    ),
    branches: list(sql`select id, name from branch where tenant = ${tenant}`),
    purchases: purchasesQuery(tenant, intents),
    brought: broughtQuery(tenant, intents),
  };
};

const historyOf = (tenant: string, intents: readonly Intent[], now: Date): Parts => {
  const originals = undoneBy(intents);
  const approvals = intents.flatMap(({ approval }) => approval?.id ?? []);
  const counted = intents.flatMap((intent) => countedOperator(intent) ?? []);
  return {
    originals: listFor(
      originals,
      sql`select id, action, operator_id as "operatorId", at, currency, amount, effects, reverses, reversed_by as "reversedBy", counterpart,
          ${rootPurchase} as "purchaseId" from operation
        where tenant = ${tenant} and status = 'applied' and id in (
          select unnest(${originals}::text[]) union
          select counterpart from operation where tenant = ${tenant} and id = any(${originals}::text[]))`,
    ),
    approvals: listFor(
      approvals,
      sql`select id, operator_id as "operatorId", status, expires_at as "expiresAt" from approval
        where tenant = ${tenant} and id = any(${approvals}::text[])`,
    ),
    usage: listFor(
      counted.map(({ id }) => id),
      usedQuery(tenant, counted, now),
    ),
  };
};

/**
 * What reads all that the decisions of a group stand on. In a write it comes after the lock, as a statement of its own;
 * a preview needs no lock, since one statement sees one moment, and may read more beside.
 */
export const stateQuery = (
  intents: readonly Intent[],
  now: Date,
  beside: Parts = {},
): RawBuilder<{ readonly state: ReadState }> => {
  const tenant = intents[0]?.tenant ?? "";
  const parts: Parts = {
    program: sql`(select settings::json from program where tenant = ${tenant})`,
    ...partsOfMembers(tenant, intents),
    ...profilePartsOf(tenant, intents),
    ...heldGiftsOf(tenant, intents),
    ...heldCouponsOf(tenant, intents, now),
    ...heldCardsOf(tenant, intents),
    ...libraryOf(tenant, intents),
    ...historyOf(tenant, intents, now),
    merging: mergingQuery(tenant, intents),
    repeats: repeatsQuery(tenant, intents, now),
    messaged: messagedQuery(tenant, intents, now),
    ...beside,
  };
  const pairs = Object.entries(parts).map(([name, part]) => sql`${sql.lit(name)}, ${part}`);
  return sql`select json_build_object(${sql.join(pairs)}) as state`;
};
