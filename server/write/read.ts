import { type RawBuilder, sql } from "kysely";
import type { Named, PickerList, PunchCard, Template } from "../../sdk/contract/index.js";
import { hasDailyLimit } from "../permission.js";
import type { Database, OpenTransaction } from "../postgres/database.js";
import { choicesOf } from "./choices.js";
import type { Program } from "./program.js";
import type { AccountState, HeldGiftState, HeldPunchCardState, LibraryGift, LotState, ProfileState } from "./state.js";
import { type UsedToday, usedTodayQuery } from "./usage.js";
import type { Intent } from "./work.js";

type OfMember<T> = T & { readonly memberId: string };

/** A member's own row, with their profile; no profile once erased. */
export interface MemberRow {
  readonly id: string;
  readonly status: string;
  readonly tierId: string | null;
  readonly version: number;
  readonly profile: ProfileState | null;
}

/** An operation that is to be undone. */
export interface OriginalRow {
  readonly id: string;
  readonly action: string;
  readonly currency: string | null;
  /** JSON of its effects; null where there is nothing to be undone by. */
  readonly effects: string | null;
  readonly reverses: string | null;
  readonly reversedBy: string | null;
}

/** All that a group's decisions stand on, as of one moment. */
export interface Reading {
  readonly program: Program | null;
  readonly members: readonly MemberRow[];
  readonly accounts: readonly OfMember<Omit<AccountState, "lots">>[];
  /** First to expire first. */
  readonly lots: readonly OfMember<LotState & { readonly currency: string }>[];
  readonly tags: readonly OfMember<{ readonly tag: string }>[];
  readonly consents: readonly OfMember<{ readonly channel: string; readonly granted: boolean }>[];
  readonly heldGifts: readonly OfMember<HeldGiftState>[];
  readonly heldPunchCards: readonly OfMember<HeldPunchCardState>[];
  readonly gifts: readonly LibraryGift[];
  readonly punchCards: readonly PunchCard[];
  readonly templates: readonly Template[];
  readonly reasonCodes: readonly Named[];
  readonly branches: readonly Named[];
  readonly originals: readonly OriginalRow[];
  readonly usage: readonly UsedToday[];
}

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];

const branchesOf = ({ branchId }: Intent): string[] => (branchId ? [branchId] : []);
const countedOperatorsOf = ({ operator, action }: Intent): string[] =>
  operator && hasDailyLimit(operator, action.id) ? [operator.id] : [];

/** Rows as one JSON value: bigints and dates come exactly, since none is above 2^53 - 1. */
const list = (query: RawBuilder<unknown>) => sql`(select coalesce(json_agg(r), '[]') from (${query}) as r)`;

/** In a write, it comes after the lock, as a statement of its own; a preview needs no lock, since one statement sees one moment. */
export const read = async (database: Database | OpenTransaction, intents: readonly Intent[], now: Date): Promise<Reading> => {
  const tenant = intents[0]?.tenant ?? "";
  const choices = intents.map(choicesOf);
  const chosen = (picker: PickerList) =>
    sql`tenant = ${tenant} and id = any(${unique(choices.flatMap((choice) => choice.get(picker) ?? []))}::text[])`;
  const named = (ids: readonly string[]) => sql`tenant = ${tenant} and id = any(${unique(ids)}::text[])`;
  const members = unique(intents.map(({ memberId }) => memberId));
  const ofMembers = sql`tenant = ${tenant} and member_id = any(${members}::text[])`;
  const { rows } = await sql<{ reading: Reading }>`select json_build_object(
    'program', (select settings::json from program where tenant = ${tenant}),
    'members', ${list(sql`
      select id, status, tier_id as "tierId", version, (select row_to_json(p) from (
        select salt, name, first_name as "firstName", email, phone, push_token as "pushToken", language, home_branch_id as "homeBranchId"
        from profile where tenant = member.tenant and member_id = member.id) as p) as profile
      from member where ${named(members)}`)},
    'accounts', ${list(sql`select member_id as "memberId", currency, earned, spendable, spent, expired, pending, seq from account where ${ofMembers}`)},
    'lots', ${list(sql`
      select member_id as "memberId", currency, expires_on as "expiresOn", available_on as "availableOn", amount
      from lot where ${ofMembers} and amount > 0 order by expires_on, available_on`)},
    'tags', ${list(sql`select member_id as "memberId", tag from member_tag where ${ofMembers}`)},
    'consents', ${list(sql`select member_id as "memberId", channel, granted from consent where ${ofMembers}`)},
    'heldGifts', ${list(sql`select member_id as "memberId", id, gift_id as "giftId" from member_gift where ${ofMembers} and status = 'active'`)},
    'heldPunchCards', ${list(sql`
      select member_id as "memberId", id, punch_card_id as "punchCardId", punches, status
      from member_punch_card where ${ofMembers} and status in ('active', 'full') order by issued_at, id`)},
    'gifts', ${list(sql`
      select id, name, description, image_url as "imageUrl", stock, valid_days as "validDays" from gift where ${chosen("gifts")}`)},
    'punchCards', ${list(sql`select id, name, size, reward from punch_card where ${chosen("punch-cards")}`)},
    'templates', ${list(sql`select id, channel, name, subject, body from template where ${chosen("templates")}`)},
    'reasonCodes', ${list(sql`select id, name from reason_code where ${chosen("reason-codes")}`)},
    'branches', ${list(sql`select id, name from branch where ${named(intents.flatMap(branchesOf))} or (tenant = ${tenant} and id in (
      select home_branch_id from profile where ${ofMembers}))`)},
    'originals', ${list(sql`
      select id, action, currency, effects, reverses, reversed_by as "reversedBy" from operation
      where ${named(intents.flatMap(({ reverses }) => reverses ?? []))} and status = 'applied'`)},
    'usage', ${list(usedTodayQuery(tenant, unique(intents.flatMap(countedOperatorsOf)), now))}
  ) as reading`.execute(database);
  return (rows[0] as { reading: Reading }).reading;
};
