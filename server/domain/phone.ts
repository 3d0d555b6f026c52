import { foldCase } from "./letters.js";

/** Calling code and trunk prefix: the digits that a number begins with at home, in place of the code. */
type Plan = readonly [callingCode: string, trunkPrefix: string];

/**
 * The numbering plans whose national forms are known, by country (ISO 3166-1 alpha-2). Numbers of others are found by
 * their code.
 */
const plans: Readonly<Record<string, Plan>> = {
  AE: ["971", "0"],
  AR: ["54", "0"],
  AT: ["43", "0"],
  AU: ["61", "0"],
  BE: ["32", "0"],
  BG: ["359", "0"],
  BR: ["55", "0"],
  CA: ["1", ""],
  CH: ["41", "0"],
  CL: ["56", ""],
  CN: ["86", "0"],
  CO: ["57", ""],
  CY: ["357", ""],
  CZ: ["420", ""],
  DE: ["49", "0"],
  DK: ["45", ""],
  EE: ["372", ""],
  EG: ["20", "0"],
  ES: ["34", ""],
  FI: ["358", "0"],
  FR: ["33", "0"],
  GB: ["44", "0"],
  GR: ["30", ""],
  HK: ["852", ""],
  HR: ["385", "0"],
  HU: ["36", "06"],
  ID: ["62", "0"],
  IE: ["353", "0"],
  IL: ["972", "0"],
  IN: ["91", "0"],
  IS: ["354", ""],
  IT: ["39", ""],
  JO: ["962", "0"],
  JP: ["81", "0"],
  KE: ["254", "0"],
  KR: ["82", "0"],
  KZ: ["7", "8"],
  LB: ["961", "0"],
  LT: ["370", "0"],
  LU: ["352", ""],
  LV: ["371", ""],
  MA: ["212", "0"],
  MT: ["356", ""],
  MX: ["52", ""],
  MY: ["60", "0"],
  NG: ["234", "0"],
  NL: ["31", "0"],
  NO: ["47", ""],
  NZ: ["64", "0"],
  PE: ["51", "0"],
  PH: ["63", "0"],
  PL: ["48", ""],
  PT: ["351", ""],
  QA: ["974", ""],
  RO: ["40", "0"],
  RS: ["381", "0"],
  RU: ["7", "8"],
  SA: ["966", "0"],
  SE: ["46", "0"],
  SG: ["65", ""],
  SI: ["386", "0"],
  SK: ["421", "0"],
  TH: ["66", "0"],
  TR: ["90", "0"],
  TW: ["886", "0"],
  UA: ["380", "0"],
  US: ["1", ""],
  VN: ["84", "0"],
  ZA: ["27", "0"],
};

const planOf = (digits: string): Plan | undefined => Object.values(plans).find(([code]) => digits.startsWith(code));

/** How an E.164 number is written: its digits, and those of its national form. */
export const phoneForms = (e164: string): readonly string[] => {
  const digits = e164.replace(/\D/g, "");
  const plan = planOf(digits);
  return plan ? [digits, plan[1] + digits.slice(plan[0].length)] : [digits];
};

const PHONE = /^[\d\s()+./\p{Pd}]+$/u;
const INTERNATIONAL = /^(?:\+|00)(?=[1-9])/;

const abroad = (national: string, country: string | null): string[] => {
  const plan = country === null ? undefined : plans[country];
  return plan && national.startsWith(plan[1]) ? [plan[0] + national.slice(plan[1].length)] : [];
};

/**
 * The digits that a stored form may begin with, best first, of a number as people write it: `+972 52 555 0118`,
 * `00972…`, `052-555-0118`. Empty where it is none.
 *
 * @param country whose national form it probably is
 */
export const dialled = (text: string, country: string | null): readonly string[] => {
  const written = foldCase(text).trim();
  if (!PHONE.test(written)) return [];
  const compact = written.replace(/[^\d+]/g, "");
  if (!INTERNATIONAL.test(compact)) return [...abroad(compact, country), compact.replace(/\D/g, "")];
  // The trunk prefix in brackets is left out from abroad: +44 (0)20.
  return [
    written
      .replace(/\(0\)/, "")
      .replace(/[^\d+]/g, "")
      .replace(INTERNATIONAL, ""),
  ];
};

/** An E.164 number has at most 15 digits; none that is dialled is as short as 6. */
const E164 = /^[1-9]\d{6,14}$/;

const isInternational = (text: string): boolean =>
  INTERNATIONAL.test(
    foldCase(text)
      .trim()
      .replace(/[^\d+]/g, ""),
  );

/**
 * A number as people write it, in E.164; null where it is none.
 *
 * @param country whose national form it is, where it has no country's code
 */
export const e164 = (text: string, country: string | null): string | null => {
  const [first = "", ...others] = dialled(text, country);
  const isWhole = isInternational(text) || others.length > 0;
  return isWhole && E164.test(first) ? `+${first}` : null;
};

/** What a number as people write it is in E.164, wherever it is at home. */
export const possibleE164 = (text: string): readonly string[] => [
  ...new Set(Object.keys(plans).flatMap((country) => e164(text, country) ?? [])),
];
