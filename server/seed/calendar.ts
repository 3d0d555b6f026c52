const DAY_MS = 86_400_000;

/** Days at a distance from now, so that the program is as fresh whenever it is seeded. */
export interface Calendar {
  /** An instant so many days ago, at `HH:MM` UTC; never later than now. */
  at(daysAgo: number, time: string): Date;
  /** A calendar date so many days ago, `YYYY-MM-DD`; a negative number lies ahead. */
  day(daysAgo: number): string;
}

/** The last thing that is told happened at this time of day: earlier than that, the newest day told of is yesterday. */
const NEWEST_TIME = "09:12";

/** The calendar of a moment. */
export const calendarOf = (now: Date): Calendar => {
  const isEarly = now.toISOString().slice(11, 16) < NEWEST_TIME;
  const today = Date.parse(now.toISOString().slice(0, 10)) - (isEarly ? DAY_MS : 0);
  const day = (daysAgo: number) => new Date(today - daysAgo * DAY_MS).toISOString().slice(0, 10);
  return {
    day,
    at: (daysAgo, time) => new Date(Math.min(Date.parse(`${day(daysAgo)}T${time}:00.000Z`), now.getTime())),
  };
};
