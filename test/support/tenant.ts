import { randomUUID } from "node:crypto";
import type { Operator } from "../../server/domain/operator.js";
import type { Database } from "../../server/postgres/database.js";
import { lookupRows } from "../../server/postgres/lookup-rows.js";
import { insertRows } from "../../server/postgres/rows.js";
import type { Program } from "../../server/domain/program.js";
import { catalogue } from "../../sdk/contract/index.js";

/** A program as small as tests of the write path need it: two currencies, three tiers, one of each thing. */
export const smallProgram: Program = {
  name: "Small",
  timeZone: "Europe/Dublin",
  country: "IE",
  currencies: [
    { code: "points", kind: "points", scale: 0, label: "points" },
    { code: "credits", kind: "credits", scale: 2, label: "credits" },
  ],
  tiers: [
    { id: "bronze", name: "Bronze", rank: 0, threshold: 0 },
    { id: "silver", name: "Silver", rank: 1, threshold: 500 },
    { id: "gold", name: "Gold", rank: 2, threshold: 2000 },
  ],
  tierCurrency: "points",
  channels: [
    { channel: "sms", custom: true, cost: { amount: 7, currency: "EUR", scale: 2 } },
    { channel: "email", custom: false, cost: { amount: 2, currency: "EUR", scale: 2 } },
    { channel: "push", custom: true, cost: null },
  ],
  directChannel: "sms",
  integrations: [{ id: "newsletter", name: "Newsletter" }],
  capabilities: Object.values(catalogue).map(({ capability }) => capability),
  modules: [
    ...["gifts", "punch-cards", "rewards", "purchases", "multicurrency", "cards", "messages", "tags", "integrations"],
    ...["tiers", "hidden-tiers", "segments", "household"],
  ],
  reason: { reasonCode: "optional", note: "optional" },
};

/** What a reward asks of nobody: to be claimed by any member, at any time, as often as they like. */
export const openToAll = {
  description: null,
  segment: null,
  min_tier_id: null,
  starts_on: null,
  ends_on: null,
  times: null,
  within_days: null,
  stock: null,
  valid_days: null,
} as const;

/** Makes a program for a new tenant, and answers the tenant. */
export const makeTenant = async (database: Database, changes: Partial<Program> = {}): Promise<string> => {
  const tenant = `t_${randomUUID().slice(0, 8)}`;
  await insertRows(database, "program", [{ tenant, settings: JSON.stringify({ ...smallProgram, ...changes }) }]);
  await insertRows(database, "reason_code", [{ tenant, id: "goodwill", name: "Goodwill" }]);
  await insertRows(database, "branch", [{ tenant, id: "b_harbour", name: "Harbour" }]);
  await insertRows(
    database,
    "item",
    ["Tea", "Cake", "Bun"].map((name) => ({ tenant, id: `item_${name.toLowerCase()}`, name })),
  );
  await insertRows(database, "gift", [
    { tenant, id: "gift_pastry", name: "Free pastry", description: null, image_url: null, stock: null, valid_days: 30 },
    { tenant, id: "gift_beans", name: "Bag of beans", description: null, image_url: null, stock: 3, valid_days: null },
  ]);
  await insertRows(database, "punch_card", [
    { tenant, id: "card_coffee", name: "Coffee card", size: 10, reward: "free flat white" },
  ]);
  await insertRows(database, "reward", [
    { tenant, id: "reward_coffee", name: "Coffee", prices: '{"points":100,"credits":250}', ...openToAll },
    { tenant, id: "reward_bag", name: "Bag", prices: '{"points":50}', ...openToAll, stock: 2, valid_days: 30 },
  ]);
  await insertRows(database, "template", [
    { tenant, id: "tpl_sms", name: "Winter", channel: "sms", subject: null, body: "Hi {first_name}" },
    { tenant, id: "tpl_email", name: "Thanks", channel: "email", subject: "Thank you", body: "Dear {name}" },
  ]);
  return tenant;
};

/** Changes some of a program's settings. */
export const changeProgram = async (database: Database, tenant: string, changes: Partial<Program>): Promise<void> => {
  const { settings } = await database
    .selectFrom("program")
    .select("settings")
    .where("tenant", "=", tenant)
    .executeTakeFirstOrThrow();
  const changed = JSON.stringify({ ...(JSON.parse(settings) as Program), ...changes });
  await database.updateTable("program").set({ settings: changed }).where("tenant", "=", tenant).execute();
};

interface Person {
  readonly id?: string;
  readonly status?: string;
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string | null;
  readonly supportId?: string;
  readonly externalIds?: readonly string[];
  readonly cardNumbers?: readonly string[];
}

let members = 0;

const rowsOf = (
  tenant: string,
  { status = "active", name = "Noa Ben-David", externalIds = [], cardNumbers = [], ...given }: Person,
) => {
  const number = ++members;
  const {
    id = `m_${number}`,
    supportId = `S-${number}`,
    email = `member${number}@example.com`,
    phone = `+3538700${number}`,
  } = given;
  return {
    id,
    member: { tenant, id, status, tier_id: "bronze", joined_at: "2023-03-12T10:00:00Z" },
    profile: {
      tenant,
      member_id: id,
      salt: randomUUID(),
      name,
      first_name: name.split(" ")[0] ?? name,
      support_id: supportId,
      email,
      phone,
      birthday: null,
      language: "en",
      home_branch_id: "b_harbour",
      push_token: null,
    },
    external: externalIds.map((external_id) => ({ tenant, member_id: id, external_id })),
    lookups: lookupRows(tenant, { id, name, supportId, email, phone, externalIds, cardNumbers }),
    consent: { tenant, member_id: id, channel: "sms", granted: true, at: "2026-01-03T10:00:00Z" },
  };
};

/** Makes members with a profile and nothing else, and answers their ids. */
export const makeMembers = async (database: Database, tenant: string, people: readonly Person[]): Promise<string[]> => {
  const made = people.map((person) => rowsOf(tenant, person));
  await insertRows(
    database,
    "member",
    made.map(({ member }) => member),
  );
  await insertRows(
    database,
    "profile",
    made.map(({ profile }) => profile),
  );
  await insertRows(
    database,
    "external_id",
    made.flatMap(({ external }) => external),
  );
  await insertRows(
    database,
    "member_lookup",
    made.flatMap(({ lookups }) => lookups),
  );
  await insertRows(
    database,
    "consent",
    made.map(({ consent }) => consent),
  );
  return made.map(({ id }) => id);
};

/** Makes one of them. */
export const makeMember = async (database: Database, tenant: string, person: Person = {}): Promise<string> => {
  const [id = ""] = await makeMembers(database, tenant, [person]);
  return id;
};

/** An operator who may do all, unless said otherwise. */
export const operatorOf = (tenant: string, changes: Partial<Operator> = {}): Operator => ({
  tenant,
  id: "u_ari",
  name: "Ari Cohen",
  email: "ari@example.com",
  role: "admin",
  permissions: ["*"],
  limits: [],
  ...changes,
});
