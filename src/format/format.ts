import type { Money } from "../../sdk/contract/index.js";
import { decimal } from "./decimal.js";

/**
 * Numbers and dates as people read them, in one locale and one time zone. Every formatter is made once. A value that is
 * none of its kind (a date `14/03/1991`, a currency that no standard knows) is written as it came, so that it spoils
 * nothing but its own place (U10).
 */
export interface Format {
  readonly locale: string;
  /** A whole number: `1,240`. */
  number(value: number): string;
  /** Minor units by the currency's scale, exactly: `1,240`, `48.50`, with a true minus. */
  amount(minor: number, scale: number): string;
  /** The same, always signed: `+100`, `−80`. */
  signed(minor: number, scale: number): string;
  /** An amount of money with its sign: `€186.00`. */
  money(money: Money): string;
  /** An instant's or a calendar date's day: `21 Nov 2026`. */
  date(iso: string): string;
  /** The day without its year, where that is this year's: `4 Dec`. */
  shortDate(iso: string, now?: Date): string;
  /** An instant's time of day: `09:12`. */
  time(iso: string): string;
  /** The same with its seconds: `09:12:07`. */
  clock(iso: string): string;
  /** The calendar day an instant falls on, `YYYY-MM-DD`: what a timeline groups by. */
  dayKey(iso: string | Date): string;
  /** How many values were none of their kind since it was last asked. Each counts once. */
  newlyBroken(): number;
  /** A language's own name in this locale, by its tag: `en` is `English`. */
  language(tag: string): string;
}

type Parts = Intl.DateTimeFormatOptions;

const day: Parts = { day: "numeric", month: "short", year: "numeric" };
const dayOfYear: Parts = { day: "numeric", month: "short" };
const hours: Parts = { hour: "2-digit", minute: "2-digit" };
const seconds: Parts = { ...hours, second: "2-digit" };
const calendarDate = /^\d{4}-\d{2}-\d{2}$/;

/** Plain `en` reads day first, on a 24-hour clock; a locale with a region keeps its own habits. */
const regional = (locale: string): string => (locale === "en" ? "en-GB" : locale);

/** True minus, whatever the locale's data has. */
const trueMinus = (text: string): string => text.replace("-", "\u2212");

/** What `Intl` refuses is written as it came. */
const orRaw = (write: () => string, raw: string): string => {
  try {
    return write();
  } catch {
    return raw;
  }
};

const isZone = (zone: string): boolean =>
  orRaw(() => new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone, "") !== "";

const createFormat = (locale: string, zoneName: string | undefined): Format => {
  const broken = new Set<string>();
  let told = 0;
  const orBroken = (write: () => string, raw: string): string => {
    try {
      return write();
    } catch {
      broken.add(raw);
      return raw;
    }
  };
  const tag = regional(locale);
  // Of a zone that this browser doesn't know, its own is the nearest there is.
  const timeZone = zoneName !== undefined && isZone(zoneName) ? zoneName : undefined;
  const formatters = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>();
  const cached = <T extends Intl.DateTimeFormat | Intl.NumberFormat>(key: string, make: () => T): T => {
    const known = formatters.get(key) ?? make();
    formatters.set(key, known);
    return known as T;
  };
  // A zone of `UTC` keeps a calendar date from sliding into its neighbour.
  const dates = (key: string, parts: Parts, iso: string) => {
    const zone = calendarDate.test(iso) ? "UTC" : timeZone;
    const make = () =>
      new Intl.DateTimeFormat(tag, {
        ...parts,
        calendar: "gregory",
        numberingSystem: "latn",
        ...(zone ? { timeZone: zone } : {}),
      });
    return orBroken(() => cached(`${key}${zone ?? ""}`, make).format(new Date(iso)), iso);
  };
  const numbers = (scale: number, sign: "auto" | "exceptZero") =>
    cached(`${scale}${sign}`, () => {
      const digits = { minimumFractionDigits: scale, maximumFractionDigits: scale };
      return new Intl.NumberFormat(tag, { ...digits, signDisplay: sign, numberingSystem: "latn" });
    });
  const amount = (minor: number, scale: number, sign: "auto" | "exceptZero" = "auto") =>
    orBroken(() => trueMinus(numbers(scale, sign).format(decimal(minor, scale))), String(minor));
  const key = cached("key", () => new Intl.DateTimeFormat("en-CA", timeZone ? { timeZone } : {}));
  return {
    locale: tag,
    number: (value) => amount(value, 0),
    amount: (minor, scale) => amount(minor, scale),
    signed: (minor, scale) => amount(minor, scale, "exceptZero"),
    money: ({ amount: minor, currency, scale }) => {
      const style = { style: "currency", currency, minimumFractionDigits: scale, numberingSystem: "latn" } as const;
      const make = () => new Intl.NumberFormat(tag, style);
      const plain = `${amount(minor, scale)} ${currency}`;
      return orRaw(() => trueMinus(cached(`${currency}${scale}`, make).format(decimal(minor, scale))), plain);
    },
    date: (iso) => dates("day", day, iso),
    shortDate: (iso, now = new Date()) =>
      iso.startsWith(String(now.getFullYear())) ? dates("dayOfYear", dayOfYear, iso) : dates("day", day, iso),
    time: (iso) => dates("hours", hours, iso),
    clock: (iso) => dates("seconds", seconds, iso),
    dayKey: (instant) => orBroken(() => key.format(new Date(instant)), String(instant)),
    newlyBroken: () => {
      const count = broken.size - told;
      told = broken.size;
      return count;
    },
    language: (code) => orRaw(() => new Intl.DisplayNames(tag, { type: "language" }).of(code) ?? code, code),
  };
};

const made = new Map<string, Format>();

/**
 * The format of a locale (a BCP 47 tag) in a time zone (IANA; by default the browser's), made once and kept.
 */
export const formatFor = (locale: string, timeZone?: string): Format => {
  const key = `${locale} ${timeZone ?? ""}`;
  const format = made.get(key) ?? createFormat(locale, timeZone);
  made.set(key, format);
  return format;
};
