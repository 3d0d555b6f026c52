import { sql } from "kysely";
import { addDays, dayOf } from "../domain/calendar.js";
import { isErased } from "../domain/membership.js";
import type { Program } from "../domain/program.js";
import { invalid } from "../domain/refusal.js";
import type { Database } from "../postgres/database.js";
import type { Query } from "./query.js";
import { refuseErased, refuseUnknown } from "./require-member.js";

/** The most days that are answered: each is a look into the index for each currency, however much was booked between. */
const MOST_DAYS = 400;

const DAY_MS = 86_400_000;

type Step = "day" | "week" | "month";

/** The day before another one on the way back. */
const dayBefore: Readonly<Record<Step, (day: string) => string>> = {
  day: (day) => addDays(day, -1),
  week: (day) => addDays(day, -7),
  month: (day) => addDays(`${day.slice(0, 7)}-01`, -1),
};

/** Two months by days, two years by weeks, all else by months. */
const stepFor = (first: string, last: string): Step => {
  if (first >= addDays(last, -62)) return "day";
  return first >= addDays(last, -731) ? "week" : "month";
};

/** The first day and the last one, and those between, counted back from the last. */
const daysOf = (first: string, last: string, step: Step): string[] => {
  const days = [last];
  let day = dayBefore[step](last);
  for (; day > first && days.length < MOST_DAYS; day = dayBefore[step](day)) days.unshift(day);
  if (first < last && days.length < MOST_DAYS) days.unshift(first);
  return days;
};

const readAccounts = async (database: Database, tenant: string, memberId: string) => {
  const { rows } = await sql<{ status: string; merged_into: string | null; settings: string; begun: Date | null }>`
    select member.status, member.merged_into, program.settings, (
      select min(first.at) from account cross join lateral (
        select at from entry
        where tenant = account.tenant and member_id = account.member_id and currency = account.currency
        order by at, seq limit 1) as first
      where account.tenant = member.tenant and account.member_id = member.id) as begun
    from member join program on program.tenant = member.tenant
    where member.tenant = ${tenant} and member.id = ${memberId}`.execute(database);
  return rows[0];
};

interface Asked {
  readonly tenant: string;
  readonly memberId: string;
  readonly timeZone: string;
  readonly currencies: readonly string[];
  readonly days: readonly string[];
  readonly until: Date;
}

/** The balance after the last entry of each day, by currency and day. */
const readPoints = async (database: Database, asked: Asked) => {
  const { tenant, memberId, timeZone, currencies, days, until } = asked;
  const { rows } = await sql<{ currency: string; spendable: number }>`
    select account.currency, coalesce((
      select spendable_after from entry
      where tenant = ${tenant} and member_id = ${memberId} and currency = account.currency
        and at < (point.day::date + 1)::timestamp at time zone ${timeZone}
        and at <= ${until.toISOString()}::timestamptz
      order by at desc, seq desc limit 1), 0) as spendable
    from unnest(${[...currencies]}::text[]) as account (currency) cross join unnest(${[...days]}::text[]) as point (day)
    order by point.day`.execute(database);
  return rows;
};

const chosenOf = ({ currencies }: Program, currency: string | undefined): string[] => {
  const codes = currencies.map(({ code }) => code);
  if (currency === undefined) return codes;
  if (codes.includes(currency)) return [currency];
  throw invalid({ pointer: "/currency", code: "unknown", detail: "There is no such currency." });
};

/** What a member could spend at the end of days, from the ledger. What is still to come is not told. */
export const balanceHistory: Query<"balanceHistory"> = async (call, services) => {
  const { tenant } = call.operator;
  const { memberId } = call.params;
  const { currency, from, to, step } = call.query;
  const row = await readAccounts(services.database, tenant, memberId);
  if (!row) return refuseUnknown(call, services, { memberId });
  if (isErased(row.status)) return refuseErased(row.merged_into);
  const program = JSON.parse(row.settings) as Program;
  const { timeZone } = program;
  const now = services.clock.now();
  const until = to !== undefined && new Date(to) < now ? new Date(to) : now;
  // A range is cut to what the ledger knows: no other year comes to the calendar, however far off.
  const known = row.begun ? new Date(row.begun.getTime() - DAY_MS) : now;
  const cut = (instant: Date): string => dayOf(instant < known ? known : instant, timeZone);
  const last = cut(until);
  const since = from === undefined ? known : new Date(from);
  const first = since > until ? last : cut(since);
  const chosen = (step as Step | undefined) ?? stepFor(first, last);
  const days = daysOf(first, last, chosen);
  const currencies = chosenOf(program, currency);
  const points = await readPoints(services.database, { tenant, memberId, timeZone, currencies, days, until });
  const accounts = currencies.map((code) => ({
    currency: code,
    spendable: points.filter((point) => point.currency === code).map(({ spendable }) => spendable),
  }));
  return { value: { step: chosen, days, accounts } };
};
