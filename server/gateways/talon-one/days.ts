import { addDays, dayOf } from "../../domain/calendar.js";

/** How far the clocks of a zone are ahead of UTC at an instant, in milliseconds. */
const offsetAt = (instant: number, timeZone: string): number => {
  const format = new Intl.DateTimeFormat("en-CA", {
    ...{ timeZone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit" },
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit" },
  });
  const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  return Date.parse(`${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}Z`) - instant;
};

/** The first instant of a day in a zone: RFC 3339, UTC. */
export const startOf = (day: string, timeZone: string): string => {
  const asUtc = Date.parse(`${day}T00:00:00Z`);
  // Clocks may be put forward or back between both.
  const near = asUtc - offsetAt(asUtc, timeZone);
  return new Date(asUtc - offsetAt(near, timeZone)).toISOString();
};

/** The first instant after a day. */
export const endOf = (day: string, timeZone: string): string => startOf(addDays(day, 1), timeZone);

/** The last day on which something can be used that ends at an instant. */
export const lastDayBefore = (instant: string, timeZone: string): string =>
  dayOf(new Date(Date.parse(instant) - 1), timeZone);
