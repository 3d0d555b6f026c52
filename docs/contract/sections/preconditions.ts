import { rule, type Section } from "../section.js";

export const preconditions: Section = {
  title: "Preconditions",
  about: "An operator decides on what they see. Some acts are refused where that is no longer so.",
  rules: [
    rule(
      "The `ETag` of a member MUST cover what is known of them, status, tier and consents, and MUST NOT change as long as these don't. It does not cover balances.",
      "A balance moves while somebody looks. If it changed the version, nobody could ever block a busy member.",
    ),
    rule(
      "An action that holds the `exact` state MUST be refused without `If-Match` (428 `precondition-required`), and with another version than the member's (412 `stale`).",
      "Who erases, merges or blocks somebody has seen who that is now.",
    ),
    rule(
      "Where `If-Match` comes with any other action, it MUST be honoured, too.",
      "A caller that asks for more safety gets it.",
    ),
    rule("A 412 or 428 MUST leave the key free.", "The operator looks again, and does the same act."),
  ],
  example: [
    {
      path: "/members/m_1048/actions/block",
      headers: { "Idempotency-Key": "k-4" },
      body: {},
      status: 428,
      answer: { code: "precondition-required" },
    },
    {
      path: "/members/m_1048/actions/block",
      headers: { "Idempotency-Key": "k-4", "If-Match": '"of-yesterday"' },
      body: {},
      status: 412,
      answer: { code: "stale" },
    },
  ],
  routes: [],
};
