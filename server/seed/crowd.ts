import { pointPerEuro, punchPerPurchase } from "./northwind-rules.js";
import { northwind, team } from "./northwind.js";
import type { Calendar } from "./calendar.js";
import type { Chronicle } from "./chronicle.js";
import { nameOf } from "./names.js";
import type { Person } from "./person.js";
import { Random, SPREAD } from "./random.js";

const tags = [
  "VIP",
  "weekend",
  "oat milk",
  "student",
  "decaf",
  "press",
  "early bird",
  "allergy: nuts",
  "near a reward",
  "office orders",
] as const;
const notes = [
  "Waited too long at the till.",
  "Wrong order, apologised by phone.",
  "Card did not scan.",
  "Won the window quiz.",
] as const;
/** Nobody's past is told further back than this, in days. */
const REACH = 500;

const BASE_32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Four characters and two digits, different for each of the first million. */
const supportIdOf = (index: number): string => {
  const mixed = (index * 611_953 + 104_729) % 32 ** 4;
  const letters = [15, 10, 5, 0].map((shift) => BASE_32[(mixed >> shift) & 31]).join("");
  return `${letters}-${String((index * 37) % 100).padStart(2, "0")}`;
};

const birthdayOf = (random: Random): string => {
  const [year, month, day] = [random.integer(1950, 2006), random.integer(1, 12), random.integer(1, 28)];
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
};

const consentsOf = (random: Random, joinedDaysAgo: number): Record<string, number> =>
  Object.fromEntries(
    random
      .some(["email", "sms", "push"], 0.75)
      .map((channel) => [channel, random.chance(0.9) ? joinedDaysAgo : -random.integer(0, joinedDaysAgo)]),
  );

/**
 * One of the many: a name, an address, habits and a past, all by chance. The same for an index, whoever else there is.
 */
export const stranger = (index: number): Person => {
  const random = new Random(Math.imul(index, SPREAD));
  const { name, firstName, latin, language } = nameOf(random);
  const joinedDaysAgo = random.integer(4, 1500);
  return {
    id: `m_${2000 + index}`,
    name,
    firstName,
    status: random.chance(0.01) ? "blocked" : "active",
    joinedDaysAgo,
    supportId: supportIdOf(index),
    ...(random.chance(0.8) && { externalId: `CRM-${String(60_000 + index).padStart(7, "0")}` }),
    ...(random.chance(0.95) && { email: `${latin}.${2000 + index}@example.com`, emailVerified: random.chance(0.8) }),
    ...(random.chance(0.85) && { phone: `+35386${2_000_000 + index}` }),
    ...(random.chance(0.7) && { birthday: birthdayOf(random) }),
    language,
    homeBranchId: random.pick(northwind.branches).id,
    ...(random.chance(0.6) && { pushToken: `device-${2000 + index}` }),
    tags: random.some(tags, 0.1),
    consents: consentsOf(random, joinedDaysAgo),
    past: (story, calendar) => tellPast(story, calendar, random, Math.min(joinedDaysAgo, REACH)),
  };
};

type TeamMember = (typeof team)[keyof typeof team];

const timeOf = (random: Random): string =>
  `${String(random.integer(7, 20)).padStart(2, "0")}:${String(random.integer(0, 59)).padStart(2, "0")}`;

const visit = (story: Chronicle, at: Date, random: Random, most: number): void => {
  const euros = random.integer(3, most);
  const where = { at, branch: random.pick(northwind.branches) };
  const causedBy = story.purchase(euros * 100 + random.pick([0, 0, 20, 50, 90]), { ...where, source: "pos" });
  const rule = { ...where, source: "rule", causedBy } as const;
  story.add("points", euros, { ...rule, cause: pointPerEuro });
  story.punch(northwind.punchCards[0], { ...rule, cause: punchPerPurchase });
};

type Happening = (story: Chronicle, at: Date, random: Random, calendar: Calendar) => void;

/** What happens beside visits, in no particular order. */
const happenings: readonly [Happening, ...Happening[]] = [
  (story, at, random) => {
    const amount = Math.floor(story.spendable("points") / 10) * random.integer(2, 8);
    if (amount > 0) story.redeem("points", amount, { at, source: "pos", branch: random.pick(northwind.branches) });
  },
  (story, at, random) =>
    story.add("points", random.integer(1, 20) * 10, {
      at,
      source: "manual",
      operator: random.pick<TeamMember>([team.dana, team.ari]),
      reasonCode: random.pick(northwind.reasonCodes).id,
      ...(random.chance(0.5) && { note: random.pick(notes) }),
    }),
  (story, at, random) =>
    story.add("credits", random.integer(1, 20) * 250, {
      at,
      source: "campaign",
      cause: random.pick(northwind.campaigns),
    }),
  (story, at, random) => {
    const amount = Math.floor((story.spendable("credits") * random.integer(3, 10)) / 10);
    if (amount > 0) story.redeem("credits", amount, { at, source: "pos", branch: random.pick(northwind.branches) });
  },
  (story, at, random, { day }) => {
    const used = random.chance(0.4);
    story.gift(
      random.pick(northwind.gifts),
      { at, source: "campaign", cause: random.pick(northwind.campaigns) },
      day(-30),
      used ? "used" : "active",
    );
  },
];

/** A few visits, fewer of them long ago, and something else now and then. */
const tellPast = (story: Chronicle, calendar: Calendar, random: Random, days: number): void => {
  const isRegular = random.chance(0.05);
  const visits = isRegular ? random.integer(10, 20) : Math.floor(random.next() ** 2 * 14);
  const moment = () => calendar.at(Math.floor(random.next() ** 1.7 * days), timeOf(random));
  const moments = Array.from({ length: visits }, moment).sort((a, b) => a.getTime() - b.getTime());
  for (const at of moments) {
    if (random.chance(0.3)) random.pick(happenings)(story, new Date(at.getTime() - 90_000), random, calendar);
    visit(story, at, random, isRegular ? 320 : 80);
  }
  const last = moments.at(-1);
  if (last && random.chance(0.15)) {
    const when = { at: new Date(last.getTime() - 60_000), source: "manual", operator: team.dana } as const;
    story.rated(northwind.review, random.integer(1, 5), when);
  }
};
