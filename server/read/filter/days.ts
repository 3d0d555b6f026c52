import { addDays } from "../../domain/calendar.js";

/** The first and last of so many days that end today; both are `YYYY-MM-DD`. */
export const lastDays = (today: string, days: number): readonly [string, string] => [addDays(today, 1 - days), today];
/** The first and last of so many days that begin today. */
export const nextDays = (today: string, days: number): readonly [string, string] => [today, addDays(today, days - 1)];

const LONGEST_YEAR = 366;

const isLeap = (year: number): boolean => new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;

/** A day of any year as one number: 1231 for the last. */
const dayOfYear = (day: string): number => Number(day.slice(5, 7)) * 100 + Number(day.slice(8, 10));

/**
 * The birthdays that come round within so many days, today included, as `1231`; null: all of them. Where there is no
 * 29th of February, who was born on it has their birthday on the 28th.
 */
export const birthdaysWithin = (today: string, days: number): readonly number[] | null => {
  if (days >= LONGEST_YEAR) return null;
  const coming = Array.from({ length: days }, (_, after) => addDays(today, after));
  return coming.flatMap((day) =>
    dayOfYear(day) === 228 && !isLeap(Number(day.slice(0, 4))) ? [228, 229] : [dayOfYear(day)],
  );
};
