const dayMs = 86_400_000;

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds. A zone that is none: the page's own. */
const offsetAt = (at: number, timeZone: string | undefined): number => {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  } catch {
    return offsetAt(at, undefined);
  }
  const name = format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
};

const startOf = (utcMidnight: number, timeZone: string): number => {
  // Clocks may be put forward or back between midnight there and in UTC.
  const guess = utcMidnight - offsetAt(utcMidnight, timeZone);
  return utcMidnight - offsetAt(guess, timeZone);
};

/** The first and the last moment of a day (`2026-11-21`) in a time zone, as instants (RFC 3339). */
export const boundsOfDay = (day: string, timeZone: string): { readonly first: string; readonly last: string } => {
  const utcMidnight = Date.parse(`${day}T00:00:00Z`);
  return {
    first: new Date(startOf(utcMidnight, timeZone)).toISOString(),
    last: new Date(startOf(utcMidnight + dayMs, timeZone) - 1).toISOString(),
  };
};
