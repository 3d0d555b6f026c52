import { rule, type Section } from "../section.js";

export const refusals: Section = {
  title: "Refusals",
  about: "Whatever is not done says why, in a form that a program can go by and an operator can read.",
  rules: [
    rule(
      "A refusal MUST be `application/problem+json` (RFC 9457) with a `code` of the table below, its `status`, a `detail` in plain words, `retryable` and a `requestId`.",
      "The kit goes by the code, the operator reads its words, and support finds the request.",
    ),
    rule(
      "Input that is not valid MUST be refused with `errors`, each with a `pointer` (RFC 6901) to its field.",
      "The form shows it where it was typed.",
    ),
    rule(
      "`retryable` MUST be true only where the same request may succeed later.",
      "The kit tries again by itself, and offers no second try for what is refused for good.",
    ),
    rule("429 and 503 MUST carry `Retry-After`.", "Callers that come back at once keep down what is down."),
    rule(
      "A refusal MUST NOT hold a stack, a statement, a name of a table or personal data.",
      "Refusals are logged on the way, and shown on screens.",
    ),
    rule(
      "A backend MUST check in this order: the token (401); the form of the key (400); the input (422); a kept answer, which is replayed; existence (404, 410); the capability (501); permission and limits (403); preconditions (412, 428); the business itself.",
      "Nobody learns from a refusal what they may not know, and a replay does not depend on what has changed since.",
    ),
    rule(
      "A body over 1 MB MUST be refused with 413, one that is not JSON by its `Content-Type` with 415 (or 422). Files of an import have a limit of their own.",
      "A plain form is what a foreign page may send without asking first.",
    ),
    rule("A refusal MUST change nothing.", "Half a change is worse than none: nobody knows what to undo."),
    rule(
      "A backend MAY have codes of its own. A caller MUST go by the `status` and `retryable` of a code that it does not know.",
      "A newer backend refuses for newer reasons.",
    ),
  ],
  example: [
    {
      path: "/members/m_1048/actions/redeem",
      headers: { "Idempotency-Key": "k-3" },
      body: { currency: "points", amount: 5000000 },
      status: 409,
      answer: { code: "insufficient-balance", status: 409, retryable: false, requestId: "…" },
    },
  ],
  routes: [],
};
