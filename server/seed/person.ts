import type { Chronicle, Rows } from "./chronicle.js";
import type { Calendar } from "./calendar.js";
import { lookupRows } from "../postgres/lookup-rows.js";

/** Somebody to enrol in the program. What is left out is empty. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly firstName: string;
  readonly status?: "pending" | "active" | "blocked" | "deleted";
  readonly joinedDaysAgo: number;
  readonly supportId?: string;
  readonly externalId?: string;
  /** The number of the card by which a till knows them. */
  readonly card?: string;
  readonly email?: string;
  readonly emailVerified?: boolean;
  /** E.164. */
  readonly phone?: string;
  /** `YYYY-MM-DD`. */
  readonly birthday?: string;
  readonly language?: string;
  readonly homeBranchId?: string;
  readonly pushToken?: string;
  /** What the program knows of them beside. */
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  readonly tags?: readonly string[];
  /** Whom they live with: the household's id and name, and whether they are its head. */
  readonly household?: { readonly id: string; readonly name: string; readonly role: "head" | "member" };
  /** By channel: how many days ago they agreed; a negative number: withdrew. */
  readonly consents?: Readonly<Record<string, number>>;
  /** What they have done so far. */
  readonly past?: (story: Chronicle, calendar: Calendar) => void;
}

/**
 * The salt that keys digests of a member's texts is the one thing here that chance alone decides: nobody may guess it.
 */
const newSalt = (): string => crypto.randomUUID() + crypto.randomUUID();

const enrolProfile = (rows: Rows, tenant: string, person: Person): void => {
  rows.profile.push({
    tenant,
    member_id: person.id,
    salt: newSalt(),
    name: person.name,
    first_name: person.firstName,
    support_id: person.supportId ?? null,
    email: person.email ?? null,
    email_verified: person.emailVerified ?? false,
    phone: person.phone ?? null,
    phone_verified: person.phone !== undefined,
    birthday: person.birthday ?? null,
    language: person.language ?? null,
    home_branch_id: person.homeBranchId ?? null,
    push_token: person.pushToken ?? null,
  });
  if (person.externalId) rows.external_id.push({ tenant, member_id: person.id, external_id: person.externalId });
  for (const [attribute, value] of Object.entries(person.attributes ?? {}))
    rows.member_attribute.push({ tenant, member_id: person.id, attribute, value: JSON.stringify(value) });
  const { id, name, supportId = null, email = null, phone = null, externalId, card } = person;
  const externalIds = externalId ? [externalId] : [];
  const cardNumbers = card ? [card] : [];
  rows.member_lookup.push(...lookupRows(tenant, { id, name, supportId, email, phone, externalIds, cardNumbers }));
};

/** Adds a member with all that is theirs but their past. One who was deleted is a bare row. */
export const enrol = (rows: Rows, tenant: string, person: Person, calendar: Calendar, tierId: string | null): void => {
  const { id, status = "active", joinedDaysAgo, card, tags = [], consents = {}, household } = person;
  const deleted = status === "deleted";
  rows.member.push({
    tenant,
    id,
    status,
    tier_id: deleted ? null : tierId,
    version: 1,
    joined_at: calendar.at(joinedDaysAgo, "09:00"),
  });
  if (deleted) return;
  enrolProfile(rows, tenant, person);
  if (card) {
    const issued = {
      tenant,
      id: `mc_${id.slice(2)}_1`,
      status: "active",
      issued_at: calendar.at(joinedDaysAgo, "09:00"),
    };
    rows.member_card.push({ ...issued, member_id: id, number: card });
  }
  rows.member_tag.push(...tags.map((tag) => ({ tenant, member_id: id, tag })));
  if (household) {
    const { id: household_id, name, role } = household;
    rows.household_member.push({ tenant, member_id: id, household_id, name, role });
  }
  for (const [channel, days] of Object.entries(consents))
    rows.consent.push({ tenant, member_id: id, channel, granted: days >= 0, at: calendar.at(Math.abs(days), "10:00") });
};
