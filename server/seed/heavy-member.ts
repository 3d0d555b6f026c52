import type { Calendar } from "./calendar.js";
import type { Chronicle } from "./chronicle.js";
import type { Person } from "./person.js";

const DAYS = 1400;
const OPENS_AT = 8 * 60;
const OPEN_FOR = 12 * 60;

/** `HH:MM` of a part of the opening hours. */
const timeOf = (part: number): string => {
  const minutes = OPENS_AT + Math.floor(part * OPEN_FOR);
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
};

/** Adds points again and again over the years, and spends half of them at each tenth time. */
const tellEntries = (story: Chronicle, calendar: Calendar, entries: number): void => {
  for (let turn = 0; turn < entries; turn++) {
    const ago = ((entries - 1 - turn) / entries) * DAYS;
    const daysAgo = Math.floor(ago);
    const when = { at: calendar.at(daysAgo, timeOf(1 - (ago - daysAgo))), source: "pos" } as const;
    if (turn % 10 === 9) story.redeem("points", Math.floor(story.spendable("points") / 2), when);
    else story.add("points", 10 + (turn % 7), when);
  }
};

/** A member with a very long past: an account that a whole office uses. */
export const heavyMember = (entries: number): Person => ({
  id: "m_heavy",
  name: "Harbour Office",
  firstName: "Harbour",
  joinedDaysAgo: DAYS + 1,
  supportId: "0F1C-50",
  email: "harbour.office@example.com",
  past: (story, calendar) => tellEntries(story, calendar, entries),
});
