import type { Account, Attribute, Consent, Detail, Lot, Member, Named } from "../../sdk/contract/index.js";
import { householdModule } from "../../sdk/contract/modules.js";
import { hiddenTiersOf, type Program } from "../domain/program.js";
import type { Database } from "../postgres/database.js";
import { isErased } from "../domain/membership.js";
import { behaviourOf } from "./behaviour.js";
import { type MemberRow, readMemberRows, TREND_DAYS } from "./member-row.js";
import { AVAILABLE_NOW, currencyOf, type GivenTier, memberEtag } from "../domain/member.js";
import { lotIdOf } from "../domain/pending-lot.js";
import { type Mask, maskedDetail, maskOf, programOf, type Seer } from "../domain/masking.js";
import { asShown, attributesOf } from "../domain/profile.js";
import { lastDayOfTier, tierFor } from "../domain/tiers.js";
import { answerEach, ofOne, type QueryOfMany } from "./of-members.js";
import { readSegments, segmentsOf } from "./segments.js";
import { tierOf } from "./summaries.js";
import { dayOrNull, instant, instantOrNull } from "./sql.js";

const lotsOf = (row: MemberRow, currency: string): Lot[] =>
  row.lots
    .filter((lot) => lot.currency === currency)
    .map(({ amount, expires_on, available_on }) => ({
      ...(available_on !== AVAILABLE_NOW && {
        id: lotIdOf(currency, { availableOn: available_on, expiresOn: expires_on }),
      }),
      amount,
      expiresAt: dayOrNull(expires_on),
      availableAt: dayOrNull(available_on),
    }));

/** The balance at the end of each day: that of the last day that has one. Empty where nothing was ever booked. */
const trendOf = (row: MemberRow, currency: string): number[] => {
  const days = new Map(
    row.trend.filter((point) => point.currency === currency).map((point) => [point.day, point.spendable]),
  );
  if (days.size === 0) return [];
  let spendable = 0;
  return Array.from({ length: TREND_DAYS }, (_, day) => (spendable = days.get(day) ?? spendable));
};

const NOTHING = { earned: 0, spendable: 0, spent: 0, expired: 0, pending: 0 };

/** An account for each currency of the program, used or not, in its order. */
const accountsOf = (row: MemberRow, { currencies }: Program): Account[] =>
  currencies.map(({ code: currency }) => ({
    ...NOTHING,
    ...row.accounts.find((account) => account.currency === currency),
    currency,
    lots: lotsOf(row, currency),
    trend: trendOf(row, currency),
  }));

const consentsOf = (row: MemberRow, { channels }: Program): Consent[] =>
  channels.map(({ channel }) => {
    const consent = row.consents.find((each) => each.channel === channel);
    return { channel, granted: consent?.granted ?? false, at: instantOrNull(consent?.at ?? null) };
  });

/** Until when they have a tier that they have not earned, and the tier that only the team sees. */
const levelsOf = (row: MemberRow, program: Program): Detail[] => {
  const givenTiers = JSON.parse(row.given_tiers ?? "[]") as GivenTier[];
  const earned = row.accounts.find(({ currency }) => currency === program.tierCurrency)?.earned ?? 0;
  const until = lastDayOfTier(program, { tierId: row.tier_id, givenTiers }, tierFor(program, earned));
  const hidden = hiddenTiersOf(program).find(({ id }) => id === row.hidden_tier_id);
  return [
    ...(until === null ? [] : [{ id: "tierUntil", label: "Tier until", kind: "date", value: until }]),
    ...(hidden ? [{ id: "hiddenTier", label: "Hidden tier", kind: "text", value: hidden.name }] : []),
  ];
};

/** The currency that is theirs, where there may be another. */
const currencyDetails = ({ own_currency: currency }: MemberRow, program: Program): Detail[] =>
  program.modules.includes("multicurrency")
    ? [{ id: "currency", label: "Currency", kind: "currency", value: currencyOf({ currency }, program) }]
    : [];

/** What a till knows them by, where the program has such cards. */
const cardDetails = ({ cards }: MemberRow, { modules }: Program): Detail[] =>
  modules.includes("cards")
    ? cards.map(({ number }) => ({ id: "card", label: "Card", kind: "id", value: number }))
    : [];

type Known = Pick<Detail, "value" | "code" | "verified">;

/** What the profile itself holds. Its names stand above all details. */
const inProfile: Readonly<Record<string, (row: MemberRow) => Known>> = {
  email: (row) => ({ value: row.email, verified: row.email_verified ?? false }),
  phone: (row) => ({ value: row.phone, verified: row.phone_verified ?? false }),
  birthday: (row) => ({ value: row.birthday }),
  language: (row) => ({ value: row.language }),
  homeBranch: (row) => ({ value: row.home_branch, code: row.home_branch_id }),
};

const besideProfile = (attribute: Attribute, { attributes }: MemberRow): Known => {
  const kept = attributes.find((each) => each.attribute === attribute.id)?.value;
  if (kept === undefined) return { value: null };
  const value = JSON.parse(kept) as NonNullable<Detail["value"]>;
  const { shown } = asShown(attribute, { value });
  return shown === undefined ? { value } : { value: shown, code: String(value) };
};

const detailOf =
  (row: MemberRow) =>
  (attribute: Attribute): Detail => {
    const { id, label, kind } = attribute;
    const known = inProfile[id]?.(row) ?? besideProfile(attribute, row);
    return { id, label, kind: kind === "choice" ? "text" : kind, ...known };
  };

const detailsOf = (row: MemberRow, program: Program, mask: Mask | null): Detail[] => [
  ...attributesOf(program, [])
    .filter(({ id }) => id !== "name" && id !== "firstName")
    .map(detailOf(row))
    .map((detail) => maskedDetail(detail, mask)),
  ...levelsOf(row, program),
  ...currencyDetails(row, program),
  ...cardDetails(row, program),
  ...row.external_ids.map(({ id }): Detail => ({ id: "externalId", label: "External id", kind: "id", value: id })),
];

const memberOf = (row: MemberRow, segments: readonly Named[], who: Seer): Member => {
  const program = JSON.parse(row.settings) as Program;
  return {
    id: row.id,
    name: row.name ?? "",
    firstName: row.first_name ?? "",
    status: row.member_status,
    supportId: row.support_id,
    externalIds: row.external_ids.map(({ id }) => id),
    tier: tierOf(program.tiers, row.tier_id),
    hiddenTier: tierOf(hiddenTiersOf(program), row.hidden_tier_id),
    joinedAt: instant(row.joined_at),
    accounts: accountsOf(row, program),
    tags: row.tags.map(({ tag }) => tag),
    consents: consentsOf(row, program),
    details: detailsOf(row, program, maskOf(who, program)),
    segments: [...segments],
    ...(program.modules.includes("purchases") && { behaviour: behaviourOf(row.behaviour) }),
    ...(program.modules.includes(householdModule) && { household: row.household }),
  };
};

interface ReadMembers {
  readonly rows: readonly MemberRow[];
  /** The member that a row is, with the segments that they are in now. */
  readonly memberOf: (row: MemberRow) => Member;
}

const read = async (database: Database, who: Seer, ids: readonly string[], now: Date): Promise<ReadMembers> => {
  const { tenant } = who;
  const [rows, segments] = await Promise.all([
    readMemberRows(database, tenant, ids, now),
    readSegments(database, tenant),
  ]);
  const present = rows.filter((row) => !isErased(row.member_status));
  const program = present[0] && (JSON.parse(present[0].settings) as Program);
  if (!program?.modules.includes("segments") || segments.length === 0)
    return { rows, memberOf: (row) => memberOf(row, [], who) };
  const theirs = await segmentsOf(
    database,
    { tenant, program, segments, now },
    present.map(({ id }) => id),
  );
  return { rows, memberOf: (row) => memberOf(row, theirs.get(row.id) ?? [], who) };
};

/** A member as the program itself reads them, with nothing masked; null: they are gone. */
export const readMember = async (database: Database, tenant: string, id: string, now: Date): Promise<Member | null> => {
  const members = await read(database, programOf(tenant), [id], now);
  const [row] = members.rows;
  return row && !isErased(row.member_status) ? members.memberOf(row) : null;
};

/** Members; their ETag moves with profile, status, tier and consents, not with balances. */
export const members: QueryOfMany<"member"> = async (asked, sources, memberIds) => {
  const { database, clock } = sources;
  const found = await read(database, asked.operator, memberIds, clock.now());
  return answerEach(asked, sources, memberIds, found.rows, (lists) =>
    lists.flat().map((row) => ({ value: found.memberOf(row), etag: memberEtag(row.version) })),
  );
};

export const member = ofOne(members);
