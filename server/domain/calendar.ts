/** A format for each zone, made once: making one costs far more than using it. */
const formatsOf = (locale: string, options: Intl.DateTimeFormatOptions) => {
  const formats = new Map<string, Intl.DateTimeFormat>();
  return (timeZone: string): Intl.DateTimeFormat => {
    const format = formats.get(timeZone) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone });
    formats.set(timeZone, format);
    return format;
  };
};

const dayFormats = formatsOf("en-CA", { year: "numeric", month: "2-digit", day: "2-digit" });
const timeFormats = formatsOf("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** The calendar date, `YYYY-MM-DD`, that an instant falls on in a zone. */
export const dayOf = (instant: Date, timeZone: string): string => dayFormats(timeZone).format(instant);

/** The time of the day, `HH:MM`, at an instant in a zone. */
export const timeOf = (instant: Date, timeZone: string): string => timeFormats(timeZone).format(instant);

/** The date some days later. Dates have no zone: no clock is put forward or back between them. */
export const addDays = (day: string, days: number): string => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
};

const wordFormats = formatsOf("en-GB", { day: "numeric", month: "short", year: "numeric" });

/** A date as English says it, in what an answer tells a person: `21 Nov 2026`. */
export const dayInWords = (day: string): string => wordFormats("UTC").format(new Date(`${day}T00:00:00Z`));
