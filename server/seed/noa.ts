import { pointPerEuro, punchPerPurchase } from "./northwind-rules.js";
import { northwind, team } from "./northwind.js";
import type { Chronicle } from "./chronicle.js";
import type { Calendar } from "./calendar.js";

const [harbour] = northwind.branches;
const [coffeeCard] = northwind.punchCards;
const [pastry, fiveOff] = northwind.gifts;
const [coffeeForTwo, breakfast] = northwind.rewards;
const [autumn] = northwind.campaigns;

/** The past of Noa Ben-David, whom the look's pictures show: 1,240 points and 48.50 credits to spend, Silver. */
export const tellNoa = (story: Chronicle, { at, day }: Calendar): void => {
  const paid = (daysAgo: number, time: string, euros: number, pendingUntil?: string) => {
    const when = { at: at(daysAgo, time), branch: harbour };
    const causedBy = story.purchase(euros * 100, { ...when, source: "pos" });
    const rule = { ...when, source: "rule", cause: pointPerEuro, causedBy } as const;
    story.add("points", euros, rule, pendingUntil ? { pendingUntil } : {});
  };
  const punched = (daysAgo: number, time: string) =>
    story.punch(coffeeCard, { at: at(daysAgo, time), source: "rule", cause: punchPerPurchase, branch: harbour });

  paid(800, "10:12", 220);
  paid(640, "16:40", 257);
  story.redeem("points", 200, { at: at(500, "12:05"), source: "pos", branch: harbour });
  paid(420, "09:30", 200);
  story.add("credits", 4500, {
    at: at(300, "11:00"),
    source: "manual",
    operator: team.ari,
    reasonCode: "service_failure",
  });
  story.add(
    "points",
    380,
    { at: at(220, "08:00"), source: "campaign", cause: { id: "cmp_spring", name: "Spring" } },
    { expiresOn: day(-40) },
  );
  story.redeem("credits", 2500, { at: at(200, "17:20"), source: "pos", branch: harbour });
  story.add(
    "points",
    120,
    { at: at(80, "08:00"), source: "campaign", cause: { id: "cmp_late_summer", name: "Late summer" } },
    { expiresOn: day(22) },
  );
  story.add(
    "credits",
    5650,
    { at: at(72, "10:30"), source: "manual", operator: team.ari, reasonCode: "competition" },
    { expiresOn: day(-99) },
  );
  story.add("credits", 350, { at: at(72, "10:34"), source: "manual", operator: team.ari, reasonCode: "correction" });
  paid(62, "18:22", 363);
  story.add("credits", 1500, {
    at: at(54, "09:15"),
    source: "manual",
    operator: team.dana,
    reasonCode: "goodwill",
    note: "Order mixed up twice.",
  });
  story.redeem("credits", 2150, { at: at(36, "13:02"), source: "pos", branch: harbour });
  for (const daysAgo of [33, 30, 26, 24, 22]) punched(daysAgo, "08:31");
  story.coupon(breakfast, { at: at(22, "08:40"), source: "campaign", cause: autumn }, day(-8), {
    code: "H9RW-4CZ8-M6VB",
    status: "used",
  });
  story.expire("points", day(22), { at: at(21, "00:00"), source: "program" });
  punched(19, "08:31");
  story.redeem("credits", 2500, { at: at(12, "18:10"), source: "pos", branch: harbour });
  story.gift(fiveOff, { at: at(9, "09:00"), source: "campaign", cause: autumn }, null);
  story.gift(pastry, { at: at(7, "08:00"), source: "campaign", cause: autumn }, day(-40));
  story.coupon(
    coffeeForTwo,
    { at: at(7, "08:20"), source: "manual", operator: team.ari, reasonCode: "service_failure" },
    day(-53),
    { code: "7K3N-22QM-XPT4" },
  );
  story.redeem("points", 80, { at: at(7, "11:20"), source: "pos", branch: harbour });
  const mistaken = story.add("points", 50, {
    at: at(1, "12:31"),
    source: "manual",
    operator: team.dana,
    reasonCode: "goodwill",
  });
  story.undoAdd(mistaken, { at: at(1, "12:33"), source: "manual", operator: team.dana, reasonCode: "wrong_member" });
  punched(1, "18:40");
  paid(1, "18:40", 186, day(-13));
  tellToday(story, at);
};

const tellToday = (story: Chronicle, at: Calendar["at"]): void => {
  const [winter] = northwind.templates;
  story.message(
    "send-sms",
    {
      channel: "sms",
      template: { id: winter.id, name: winter.name },
      to: "+972525550118",
      subject: null,
      body: "Hi Noa, winter warmers are here. Your 1,140 points are good for two at Harbour.",
      segments: 1,
      cost: { amount: 7, currency: "EUR", scale: 2 },
      consent: false,
      status: "blocked",
      reason: "no-consent",
    },
    { at: at(0, "09:05"), source: "manual", operator: team.dana },
  );
  story.add("points", 100, {
    at: at(0, "09:12"),
    source: "manual",
    operator: team.dana,
    reasonCode: "goodwill",
    note: "Waited 25 minutes at Harbour. Apologised by phone.",
  });
};
