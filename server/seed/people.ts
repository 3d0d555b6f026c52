import type { ActionDeclaration } from "../../sdk/contract/index.js";
import { pointPerEuro, punchPerPurchase } from "./northwind-rules.js";
import type { Calendar } from "./calendar.js";
import type { Chronicle } from "./chronicle.js";
import { tellNoa } from "./noa.js";
import { northwind, team } from "./northwind.js";
import type { Person } from "./person.js";

/** Members that every seeded program has, by what they are there to show. */
export const people = {
  /** The member of the look's pictures: Silver, 1,240 points, 48.50 credits, no consent to SMS. */
  noa: "m_1048",
  /** Noa once more, by mistake: a duplicate to remove. */
  duplicate: "m_1049",
  /** Gold, many points, and has agreed to every channel. */
  mila: "m_1012",
  /** Has agreed to notifications, and has no device for them. */
  noDevice: "m_1035",
  /** An Arabic name, and Arabic tags. */
  layla: "m_1063",
  /** A very long name, and a great many tags. */
  longName: "m_1077",
  blocked: "m_1102",
  /** Joined, and has yet to confirm their e-mail. */
  pending: "m_1118",
  /** Erased: nothing is left but the id. */
  erased: "m_1190",
  /** Joined today, and did nothing yet. */
  empty: "m_1201",
  /** Made for a test, to be cleaned up; shares its external id with `scratchTwin`. */
  scratch: "m_scratch",
  scratchTwin: "m_scratch2",
} as const;

/** What Noa has and others may not: gifts, coupons, a card, what has expired, and a tier above her own. */
const OF_NOA: readonly (string | undefined)[] = ["held-gifts", "held-coupons", "held-cards", "purchases", "tiers"];

/** The member to whom an action's example can be done: one of the status that it needs, who holds what it is about. */
export const memberFor = ({ onlyWhen, takesFrom, fields }: ActionDeclaration, otherwise: string): string => {
  if (onlyWhen === "pending" || onlyWhen === "blocked") return people[onlyWhen];
  const lists = Object.values(fields).map(({ list }) => list);
  if (lists.includes("pending-lots")) return people.mila;
  return lists.some((list) => OF_NOA.includes(list)) || takesFrom === "expired" ? people.noa : otherwise;
};

const [harbour, station, oldTown] = northwind.branches;

const tellMila = (story: Chronicle, { at, day }: Calendar): void => {
  for (const [daysAgo, euros] of [
    [700, 900],
    [500, 820],
    [300, 760],
    [90, 640],
    [16, 120],
  ] as const) {
    const when = { at: at(daysAgo, "12:40"), branch: station };
    const causedBy = story.purchase(euros * 100, { ...when, source: "pos" });
    story.add("points", euros, { ...when, source: "rule", cause: pointPerEuro, causedBy });
    story.punch(northwind.punchCards[0], { ...when, source: "rule", cause: punchPerPurchase, causedBy });
  }
  story.add(
    "credits",
    20_575,
    { at: at(40, "15:00"), source: "campaign", cause: northwind.campaigns[1] },
    { expiresOn: day(-60) },
  );
  story.add(
    "credits",
    900,
    { at: at(8, "17:20"), source: "campaign", cause: northwind.campaigns[0] },
    { pendingUntil: day(-10) },
  );
  story.add(
    "points",
    140,
    { at: at(8, "17:20"), source: "campaign", cause: northwind.campaigns[0] },
    { pendingUntil: day(-12) },
  );
  story.redeem("points", 440, { at: at(9, "16:05"), source: "manual", operator: team.ari, reasonCode: "correction" });
};

/** She gave another e-mail at the till, and what she bought there went astray. */
const tellDuplicate = (story: Chronicle, { at }: Calendar): void => {
  const when = { at: at(2, "08:15"), branch: harbour };
  const causedBy = story.purchase(4600, { ...when, source: "pos" });
  story.add("points", 46, { ...when, source: "rule", cause: pointPerEuro, causedBy });
  story.punch(northwind.punchCards[0], { ...when, source: "rule", cause: punchPerPurchase, causedBy });
  story.add("points", 100, { at: at(0, "09:20"), source: "manual", operator: team.ari, reasonCode: "goodwill" });
};

const tellSome = (story: Chronicle, { at }: Calendar): void => {
  const when = { at: at(25, "10:20"), branch: oldTown };
  const causedBy = story.purchase(6200, { ...when, source: "pos" });
  story.add("points", 62, { ...when, source: "rule", cause: pointPerEuro, causedBy });
  story.add("credits", 500, { at: at(6, "10:20"), source: "manual", operator: team.dana, reasonCode: "goodwill" });
};

const noa: Person = {
  id: people.noa,
  name: "Noa Ben-David",
  firstName: "Noa",
  joinedDaysAgo: 1350,
  supportId: "7F3K-22",
  externalId: "CRM-0055210",
  card: "6034120088710042",
  email: "noa@example.com",
  emailVerified: true,
  phone: "+972525550118",
  birthday: "1991-03-14",
  language: "en",
  homeBranchId: harbour.id,
  pushToken: "device-noa",
  attributes: {
    address: "12 Quay Street\nGalway\nH91 X2F4",
    milk: "oat",
    cupsAWeek: 5,
    student: false,
    paperCardSince: "2019-09-02",
  },
  tags: ["VIP", "weekend", "oat milk", "לקוחה קבועה"],
  consents: { email: 322, sms: -19, push: 1350 },
  past: tellNoa,
};

/** Three who share a flat. */
const flat = { id: "hh_station_road", name: "12 Station Road" };

const tellInes = (story: Chronicle, calendar: Calendar): void => {
  tellSome(story, calendar);
  for (const [daysAgo, stars] of [
    [8, 5],
    [1, 2],
  ] as const)
    story.rated(northwind.review, stars, { at: calendar.at(daysAgo, "19:20"), source: "manual", operator: team.dana });
};

/** Everybody of {@link people}. */
export const namedPeople: readonly Person[] = [
  noa,
  {
    id: people.duplicate,
    name: "Noa Ben David",
    firstName: "Noa",
    joinedDaysAgo: 3,
    supportId: "7F3K-23",
    email: "noa.bd@example.com",
    tags: ["latte"],
    past: tellDuplicate,
  },
  {
    id: people.mila,
    name: "Mila Novak",
    firstName: "Mila",
    joinedDaysAgo: 900,
    supportId: "2M8Q-41",
    externalId: "CRM-0041877",
    email: "mila.novak@example.com",
    emailVerified: true,
    phone: "+353851234567",
    birthday: "1986-07-02",
    language: "en",
    homeBranchId: station.id,
    pushToken: "device-mila",
    tags: ["VIP", "near a reward"],
    household: { ...flat, role: "head" },
    consents: { email: 900, sms: 400, push: 400 },
    past: tellMila,
  },
  {
    id: people.noDevice,
    name: "Ines Park",
    firstName: "Ines",
    joinedDaysAgo: 210,
    supportId: "4P1X-08",
    household: { ...flat, role: "member" },
    email: "ines.park@example.com",
    language: "en",
    homeBranchId: station.id,
    consents: { email: 210, sms: 210, push: 210 },
    past: tellInes,
  },
  {
    id: people.layla,
    name: "ليلى عبد الرحمن الخطيب",
    firstName: "ليلى",
    joinedDaysAgo: 420,
    supportId: "9L2A-77",
    household: { ...flat, role: "member" },
    externalId: "CRM-0047003",
    email: "layla@example.com",
    phone: "+971501234567",
    language: "ar",
    homeBranchId: oldTown.id,
    tags: ["زبونة مميزة", "VIP"],
    consents: { email: 420, sms: 420, push: -30 },
    past: tellSome,
  },
  {
    id: people.longName,
    name: "Wolfgang Amadeus Theophilus Maximilian von Mittermeier-Schönhausen zu Hohenlohe-Waldenburg-Schillingsfürst und Donaueschingen",
    firstName: "Wolfgang Amadeus Theophilus Maximilian",
    joinedDaysAgo: 1100,
    supportId: "8W6Z-90",
    externalId: "CRM-0000000000000000000000000000000000000000000000000000000042",
    email: "wolfgang.amadeus.theophilus.maximilian.von.mittermeier-schoenhausen@hohenlohe-waldenburg.example.com",
    phone: "+4915123456789",
    language: "de",
    homeBranchId: harbour.id,
    tags: [
      "a-tag-as-long-as-a-tag-can-be-0123456789-0123456789-0123456789-x",
      ...Array.from({ length: 24 }, (_, index) => `segment ${index + 1}`),
    ],
    consents: { email: 1100, sms: -5 },
    past: tellSome,
  },
  {
    id: people.blocked,
    name: "Tomás Oliveira",
    firstName: "Tomás",
    status: "blocked",
    joinedDaysAgo: 640,
    supportId: "5T0B-13",
    email: "tomas.o@example.com",
    phone: "+351912345678",
    language: "pt",
    homeBranchId: harbour.id,
    tags: ["chargeback"],
    consents: { email: 640, sms: 640 },
    past: tellSome,
  },
  {
    id: people.pending,
    name: "Ingrid Solheim",
    firstName: "Ingrid",
    status: "pending",
    joinedDaysAgo: 2,
    supportId: "9N4I-31",
    email: "ingrid.solheim@example.com",
    phone: "+4791234567",
    language: "nb",
    homeBranchId: station.id,
    consents: { email: 2 },
  },
  {
    id: people.erased,
    name: "",
    firstName: "",
    status: "deleted",
    joinedDaysAgo: 800,
    past: (story, { at }) => story.erase({ at: at(40, "14:20"), source: "manual", operator: team.ari }),
  },
  {
    id: people.empty,
    name: "Saoirse Joyce",
    firstName: "Saoirse",
    joinedDaysAgo: 0,
    supportId: "1E0E-01",
    email: "saoirse.joyce@example.com",
  },
  {
    id: people.scratch,
    name: "Scratch Test",
    firstName: "Scratch",
    joinedDaysAgo: 2,
    externalId: "CRM-TEST",
    tags: ["test-user"],
  },
  {
    id: people.scratchTwin,
    name: "Scratch Twin",
    firstName: "Scratch",
    joinedDaysAgo: 2,
    externalId: "CRM-TEST",
    tags: ["test-user"],
  },
];
