import { catalogue } from "../../sdk/contract/actions/index.js";
import type { Attribute, Named, PunchCard, ReasonCode, Template } from "../../sdk/contract/index.js";
import type { Segment } from "../domain/filter/segment.js";
import type { Program } from "../domain/program.js";
import type { LibraryGift } from "../domain/member.js";
import { standardAttributes } from "../domain/profile.js";

type Some<T> = readonly [T, ...T[]];

const cents = (amount: number) => ({ amount, currency: "EUR", scale: 2 });

const gift = (
  id: string,
  name: string,
  description: string,
  validDays: number | null = null,
  stock: number | null = null,
): LibraryGift => ({
  id,
  name,
  description,
  imageUrl: null,
  validDays,
  stock,
});

const template = (id: string, channel: string, name: string, subject: string | null, body: string): Template => ({
  id,
  channel,
  name,
  subject,
  body,
});

/** A reward of the demo program. What is left out doesn't hold. Days are counted from today on. */
export interface SeededReward {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Minor units by currency. */
  readonly prices: Readonly<Record<string, number>>;
  readonly segment?: string;
  readonly minTierId?: string;
  readonly startsInDays?: number;
  readonly endsInDays?: number;
  readonly frequency?: { readonly times: number; readonly days: number };
  readonly stock?: number;
  readonly validDays?: number;
}

/** A saved filter that profiles show. */
type SeededSegment = Segment & { readonly description: string };

const options = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

/** What the chain knows of its members. Since when the paper card was held is a record, and is not changed by hand. */
const attributes: readonly Attribute[] = [
  ...Object.values({
    ...standardAttributes,
    language: {
      ...standardAttributes.language,
      options: options({ en: "English", ar: "Arabic", de: "German", he: "Hebrew", nb: "Norwegian", pt: "Portuguese" }),
    },
  }),
  { id: "address", label: "Postal address", kind: "address", required: false, editable: true },
  {
    id: "milk",
    label: "Usual milk",
    kind: "choice",
    options: options({ cow: "Cow's milk", oat: "Oat milk", soy: "Soy milk", none: "None" }),
    required: false,
    editable: true,
  },
  { id: "allergies", label: "Allergies", kind: "text", required: false, editable: true },
  { id: "cupsAWeek", label: "Cups a week", kind: "number", required: false, editable: true },
  { id: "student", label: "Student", kind: "boolean", required: false, editable: true },
  { id: "paperCardSince", label: "Paper card since", kind: "date", required: false, editable: false },
];

/** What may be told of a member beside purchases. */
const review = { id: "review", name: "Review written" };

const eventTypes: Program["eventTypes"] = [
  {
    ...review,
    description: "On the web or on a card",
    properties: {
      type: "object",
      required: ["stars"],
      properties: {
        stars: { type: "integer", title: "Stars", minimum: 1, maximum: 5 },
        text: { type: "string", title: "What it says", maxLength: 500 },
      },
    },
  },
  {
    id: "workshop",
    name: "Workshop visited",
    description: null,
    properties: {
      type: "object",
      required: ["topic", "day"],
      properties: {
        topic: {
          type: "string",
          title: "Topic",
          oneOf: [
            { const: "latte-art", title: "Latte art" },
            { const: "home-brewing", title: "Home brewing" },
          ],
        },
        day: { type: "string", format: "date", title: "Day" },
        withGuest: { type: "boolean", title: "With a guest" },
      },
    },
  },
];

const program: Program = {
  name: "Northwind",
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
  hiddenTiers: [
    { id: "regular", name: "Regular", rank: 0, threshold: null },
    { id: "friend", name: "Friend of the house", rank: 1, threshold: null },
    { id: "ambassador", name: "Ambassador", rank: 2, threshold: null },
  ],
  tierCurrency: "points",
  channels: [
    { channel: "sms", custom: true, cost: cents(7) },
    { channel: "email", custom: false, cost: cents(2) },
    { channel: "push", custom: true, cost: null },
  ],
  directChannel: "push",
  integrations: [{ id: "newsletter", name: "Newsletter service" }],
  capabilities: [...new Set(Object.values(catalogue).map((action) => action.capability)), "parking.issue"],
  modules: [
    ...["gifts", "punch-cards", "rewards", "purchases", "multicurrency", "cards", "messages", "tags", "integrations"],
    ...["tiers", "hidden-tiers", "segments", "household"],
  ],
  reason: { reasonCode: "optional", note: "optional", customerMessage: "optional" },
  manners: { quietHours: { from: "21:00", to: "08:00" }, mostPerWeek: 3 },
  campaignWizard: "/campaigns/new?audience={audience}",
  purchases: { byHand: true, returns: "record-shortfall" },
  asksAgainWithinDays: 7,
  approvals: { expireAfterHours: 72 },
  attributes,
  masksContacts: true,
  eventTypes,
};

/** The demo program: a chain of coffee houses, with all that its pickers list. */
export const northwind = {
  program,
  review,
  gifts: [
    gift("gift_pastry", "Free pastry", "Any pastry of the day", 60),
    gift("gift_fiveoff", "€5 off any order", "One order, at any branch"),
    gift("gift_flatwhite", "Free flat white", "What a full coffee card earns", 60),
    gift("gift_beans", "Bag of house beans", "250 g, ground as you like", 90, 40),
    gift("gift_thanks", "A small thank-you", "Given by the rule for points earned at the till", 30),
    gift("gift_tasting", "Tasting evening for two", "First Thursday of the month", 120, 3),
    gift("gift_mug", "Winter mug 2025", "Last year's edition", null, 0),
  ] satisfies Some<LibraryGift>,
  /** What the program's own action issues: see northwind-actions.ts. They are gifts of the wallet like the others. */
  parking: {
    harbour: gift("gift_parking_harbour", "Parking, Harbour garage", "A car for a day, shown at the barrier"),
    station: gift("gift_parking_station", "Parking, Station garage", "A car for a day, shown at the barrier"),
  },
  punchCards: [
    { id: "card_coffee", name: "Coffee card", size: 10, reward: "free flat white" },
    { id: "card_lunch", name: "Lunch card", size: 6, reward: "free soup" },
  ] satisfies Some<PunchCard>,
  rewards: [
    {
      id: "reward_coffee",
      name: "Coffee for two",
      description: "Any two coffees, at any branch",
      prices: { points: 400, credits: 900 },
      validDays: 60,
    },
    {
      id: "reward_breakfast",
      name: "Breakfast",
      description: "A pastry and a coffee, before eleven",
      prices: { points: 300, credits: 650 },
      frequency: { times: 1, days: 30 },
      validDays: 30,
    },
    {
      id: "reward_tote",
      name: "Canvas bag",
      description: "Printed by hand in the Old Town",
      prices: { points: 250 },
      stock: 25,
      validDays: 90,
    },
    {
      id: "reward_roastery",
      name: "Morning at the roastery",
      description: "With the head roaster, for one",
      prices: { points: 900 },
      minTierId: "gold",
      stock: 4,
      validDays: 180,
    },
    {
      id: "reward_student",
      name: "Study-desk refill",
      description: "As much filter coffee as an afternoon takes",
      prices: { points: 150 },
      segment: "student",
      validDays: 14,
    },
    {
      id: "reward_machine",
      name: "Espresso maker",
      description: "For the stove, three cups",
      prices: { points: 3200, credits: 4900 },
      validDays: 90,
    },
    {
      id: "reward_summer",
      name: "Iced coffee",
      description: "While the summer lasts",
      prices: { points: 120 },
      endsInDays: -60,
      validDays: 30,
    },
    {
      id: "reward_advent",
      name: "Advent box",
      description: "Twenty-four small bags",
      prices: { points: 700 },
      startsInDays: 10,
      endsInDays: 40,
      stock: 100,
    },
  ] satisfies Some<SeededReward>,
  templates: [
    template(
      "tpl_sms_winter",
      "sms",
      "Winter warmers",
      null,
      "Hi {first_name}, winter warmers are here. Your {points} points are good for two at {home_branch}.",
    ),
    template(
      "tpl_sms_sorry",
      "sms",
      "Sorry for the wait",
      null,
      "Hi {first_name}, sorry for the wait. Your next coffee at {home_branch} is on us.",
    ),
    template(
      "tpl_sms_gold",
      "sms",
      "Nearly Gold",
      null,
      "{first_name}, you are {tier} and nearly Gold. One more visit might do it.",
    ),
    template(
      "tpl_sms_balance",
      "sms",
      "About your balance",
      null,
      "Hi {first_name}, {customer_message} You have {points} points now.",
    ),
    template(
      "tpl_email_thanks",
      "email",
      "Thank you",
      "Thank you, {first_name}",
      "Dear {first_name},\n\nthank you for being with us. You have {points} points and {credits} credits to spend.\n\nThe {program} team",
    ),
    template(
      "tpl_email_tier",
      "email",
      "Your tier",
      "You are {tier} now",
      "Dear {name},\n\nyou are {tier} now. Everything that comes with it waits for you at {home_branch}.\n\nThe {program} team",
    ),
    template(
      "tpl_email_missed",
      "email",
      "We missed you",
      "It has been a while, {first_name}",
      "Dear {first_name},\n\nit has been a while. The first coffee is on us.\n\nThe {program} team",
    ),
    template(
      "tpl_push_pastry",
      "push",
      "Fresh pastries",
      "Fresh out of the oven",
      "{first_name}, almond croissants are ready at {home_branch}.",
    ),
    template(
      "tpl_push_card",
      "push",
      "Card nearly full",
      "Your coffee card is nearly full",
      "One more coffee, {first_name}, and the next is free.",
    ),
  ] satisfies Some<Template>,
  reasonCodes: [
    { id: "goodwill", name: "Goodwill" },
    { id: "correction", name: "Correction" },
    { id: "wrong_member", name: "Wrong member", actions: ["subtract", "adjust", "transfer", "undo"] },
    { id: "service_failure", name: "Service failure", requiresNote: true },
    { id: "competition", name: "Competition prize", retired: true },
  ] satisfies Some<ReasonCode>,
  branches: [
    { id: "b_harbour", name: "Harbour" },
    { id: "b_station", name: "Station" },
    { id: "b_old_town", name: "Old Town" },
    { id: "b_university", name: "University" },
    { id: "b_riverside", name: "Riverside" },
  ] satisfies Some<Named>,
  segments: [
    {
      id: "aud_own_team",
      name: "Own team",
      description: "Sees everything before the rest does",
      filter: { combinator: "and", rules: [{ field: "tags", operator: "contains", value: "test-user" }] },
    },
    {
      id: "aud_big_spenders",
      name: "Big spenders",
      description: "€100 or more in the last 90 days",
      filter: {
        combinator: "and",
        rules: [
          { event: "purchase", occurred: true, total: { operator: ">=", value: 10_000 }, lastDays: 90 },
          { field: "segments", operator: "notIn", value: ["aud_own_team"] },
        ],
      },
    },
  ] satisfies Some<SeededSegment>,
  /** Receipts of customers who did not show their card: nobody's yet. */
  receipts: [
    { number: "H-20417", cents: 1180, branchId: "b_harbour", daysAgo: 0 },
    { number: "H-20390", cents: 2640, branchId: "b_harbour", daysAgo: 3 },
    { number: "S-7731", cents: 860, branchId: "b_station", daysAgo: 1 },
  ],
  campaigns: [
    { id: "cmp_autumn", name: "Autumn" },
    { id: "cmp_birthday", name: "Birthday" },
    { id: "cmp_winter", name: "Winter warmers" },
  ] satisfies Some<Named>,
} as const;

/** The people of the host's team who act in the seeded history. */
export const team = {
  dana: { id: "u_dana", name: "Dana Levi", email: "dana@northwind.example" },
  ari: { id: "u_ari", name: "Ari Cohen", email: "ari@northwind.example" },
  vera: { id: "u_vera", name: "Vera Lindqvist", email: "vera@northwind.example" },
} as const;
