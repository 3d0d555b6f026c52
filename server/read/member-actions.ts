import { sql } from "kysely";
import { jsonArrayFrom } from "kysely/helpers/postgres";
import {
  type ActionDeclaration,
  type Channel,
  type Currency,
  hasCurrency,
  type MemberAction,
  type Notice,
} from "../../sdk/contract/index.js";
import type { Database } from "../postgres/database.js";
import type { MemberState } from "../domain/member.js";
import { isErased, refusedByStatus } from "../domain/membership.js";
import { limitsOf, remaining, type Usage } from "../domain/limits.js";
import { authorize } from "../domain/permission.js";
import { channelOf, type Program } from "../domain/program.js";
import type { Operator } from "../domain/operator.js";
import type { Query } from "./query.js";
import { actionsOf } from "./capabilities.js";
import { refuseErased, refuseUnknown } from "./require-member.js";
import { usageOf, usedBy } from "./usage.js";

const readRow = (database: Database, operator: Operator, memberId: string, now: Date) =>
  database
    .selectFrom("member")
    .innerJoin("program", "program.tenant", "member.tenant")
    .leftJoin("profile", (join) =>
      join.onRef("profile.tenant", "=", "member.tenant").onRef("profile.member_id", "=", "member.id"),
    )
    .where("member.tenant", "=", operator.tenant)
    .where("member.id", "=", memberId)
    .select([
      "member.status",
      "member.merged_into",
      "profile.first_name",
      "profile.email",
      "profile.phone",
      "profile.push_token",
      "program.settings",
    ])
    .select((eb) => [
      jsonArrayFrom(
        eb
          .selectFrom("consent")
          .select("channel")
          .whereRef("consent.tenant", "=", "member.tenant")
          .whereRef("consent.member_id", "=", "member.id")
          .where("granted", "=", true),
      ).as("agreed"),
      jsonArrayFrom(
        eb
          .selectFrom("member_punch_card as held")
          .innerJoin("punch_card as card", (join) =>
            join.onRef("card.tenant", "=", "held.tenant").onRef("card.id", "=", "held.punch_card_id"),
          )
          .select(["card.name", "card.size", "held.punches"])
          .whereRef("held.tenant", "=", "member.tenant")
          .whereRef("held.member_id", "=", "member.id")
          .where("held.status", "=", sql.lit("active"))
          .orderBy("card.position"),
      ).as("cards"),
      eb
        .exists(
          eb
            .selectFrom("lot")
            .select("tenant")
            .whereRef("lot.tenant", "=", "member.tenant")
            .whereRef("lot.member_id", "=", "member.id")
            .where("amount", ">", sql.lit(0))
            .where("available_on", ">", sql.lit("-infinity")),
        )
        .as("has_pending"),
      usedBy(operator, now).as("used"),
    ])
    .executeTakeFirst();

type Row = NonNullable<Awaited<ReturnType<typeof readRow>>>;

/** Each channel in a sentence, and where its messages go. */
const channels = {
  sms: { words: "SMS", address: "phone number", of: (row: Row) => row.phone },
  email: { words: "e-mail", address: "e-mail address", of: (row: Row) => row.email },
  push: { words: "notifications", address: "device for notifications", of: (row: Row) => row.push_token },
} as const;

const channelWarnings = (row: Row, channel: Channel | undefined): Notice[] => {
  if (!channel) return [];
  const { words, address, of } = channels[channel];
  if (!row.agreed.some((each) => each.channel === channel))
    return [
      { code: "consent-missing", detail: `${row.first_name} has not agreed to ${words}, so this will be blocked.` },
    ];
  return of(row) === null
    ? [{ code: "address-missing", detail: `${row.first_name} has no ${address}, so this will be blocked.` }]
    : [];
};

const punchWarnings = (row: Row, { fields }: ActionDeclaration): Notice[] =>
  Object.values(fields).some((field) => field.list === "punch-cards")
    ? row.cards.map(({ name, size, punches }) => ({ code: "punches", detail: `${name} is at ${punches} of ${size}` }))
    : [];

/** Why there is nothing that an action could be about; null: there is, or that is for its form to say. */
const nothingToActOn = (row: Row, { fields }: ActionDeclaration): MemberAction["reason"] =>
  !row.has_pending && Object.values(fields).some(({ list }) => list === "pending-lots")
    ? { code: "conflict", detail: "Nothing is pending." }
    : null;

/** What is said inside a sentence where a button's words don't read as a part of one. */
const inSentence: Readonly<Partial<Record<string, string>>> = {
  "add-event": "add an event",
  anonymize: "anonymize members",
  block: "block a membership",
  delete: "delete members",
  "edit-profile": "edit a profile",
  "opt-out": "opt members out",
  "punch-card": "punch cards",
  resync: "resync members",
  "send-asset": "send an asset",
  "send-email": "send an email",
  "send-notification": "send a notification",
  "send-sms": "send an SMS",
  unblock: "unblock a membership",
  verify: "verify a membership",
};

/** What an action does, inside a sentence: "redeem credits", "send an SMS". */
const verb = ({ id, title }: ActionDeclaration, currency: Currency | null): string =>
  inSentence[id] ?? (title.charAt(0).toLowerCase() + title.slice(1)).replace("{currency}", currency?.label ?? "");

const refusalWords: Readonly<Record<string, (words: string) => string>> = {
  forbidden: (words) => `Your role can't ${words}. Ask an administrator.`,
  "limit-exceeded": (words) => `You can't ${words} any more for now. Ask somebody who may do more.`,
};

/** What decides how much an operator may still do. */
interface Standing {
  readonly program: Program;
  readonly usage: Usage;
}

const reasonWhyNot = (
  row: Row,
  action: ActionDeclaration,
  currency: Currency | null,
  operator: Operator,
  standing: Standing,
): MemberAction["reason"] => {
  const refusal = authorize(operator, action, { currency: currency?.code ?? null, amount: 1 }, standing);
  const waits = refusal?.code === "limit-exceeded" && Boolean(standing.program.approvals);
  if (refusal && !waits)
    return { code: refusal.code, detail: refusalWords[refusal.code]?.(verb(action, currency)) ?? refusal.detail };
  const byStatus = nothingToActOn(row, action) ?? refusedByStatus(action, row.status as MemberState["status"]);
  return byStatus?.code === "member-blocked"
    ? { ...byStatus, detail: `${row.first_name} is blocked. Unblock the membership first.` }
    : byStatus;
};

/** Every action of the program, once for each currency where it has one, with the reason why it is not allowed now. */
export const memberActions: Query<"memberActions"> = async (call, services) => {
  const { operator } = call;
  const { memberId } = call.params;
  const row = await readRow(services.database, operator, memberId, services.clock.now());
  if (!row) return refuseUnknown(call, services, { memberId });
  if (isErased(row.status)) return refuseErased(row.merged_into);
  const program = JSON.parse(row.settings) as Program;
  const usage = usageOf(row.used, operator.id);
  const limits = limitsOf(operator, program);
  const data = actionsOf(program, services.ownActions).flatMap((action) =>
    (hasCurrency(action) ? program.currencies : [null]).map((currency): MemberAction => {
      const reason = reasonWhyNot(row, action, currency, operator, { program, usage });
      return {
        action: action.id,
        currency: currency?.code ?? null,
        allowed: reason === null,
        reason,
        remaining: remaining(limits, action.id, currency?.code ?? null, usage),
        warnings: [...channelWarnings(row, channelOf(program, action)), ...punchWarnings(row, action)],
      };
    }),
  );
  return { value: { data } };
};
