import { rule, type Section } from "../section.js";

export const timesAndAmounts: Section = {
  title: "Times and amounts",
  about: "Numbers and days are where two systems misread each other without noticing.",
  rules: [
    rule(
      "An amount MUST be a whole number of minor units, at most 2^53 - 1: 48.50 credits of scale 2 are `4850`. Only `adjust` takes one below 0.",
      "JavaScript carries such numbers exactly, and no rounding decides who gets a cent.",
    ),
    rule(
      'An amount that is not exact, not whole, not positive or no number MUST be refused (422) with the pointer of its field: `1.5`, `1e400`, `"1"`, `9007199254740993`.',
      "What would be rounded is not what was asked for.",
    ),
    rule(
      "A currency that the program lacks MUST be refused (422).",
      "A balance in a currency that nobody knows can't be spent.",
    ),
    rule(
      "A balance that would grow past 2^53 - 1 MUST be refused: 422 `balance-overflow`.",
      "A sum must be as exact as its parts.",
    ),
    rule(
      "An instant MUST be RFC 3339 in UTC: `2026-11-21T10:00:00Z`.",
      "A local time with a `Z` is hours off, and sorts wrongly.",
    ),
    rule(
      "A day MUST be `YYYY-MM-DD`, and begin and end in the program's `timeZone`.",
      "An expiry date is a promise to a customer, in their own day.",
    ),
    rule(
      "Text MUST come back as it was sent, in any script. A backend MAY trim it, and refuse what can't be stored or seen.",
      "Names and notes are written in all of Unicode.",
    ),
  ],
  example: [
    {
      path: "/members/m_1048/actions/add",
      headers: { "Idempotency-Key": "k-1" },
      body: { currency: "points", amount: 1.5 },
      status: 422,
      answer: { code: "validation", errors: [{ pointer: "/amount", code: "wrong-type" }] },
    },
  ],
  routes: [],
};
