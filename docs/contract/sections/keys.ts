import { rule, type Section } from "../section.js";

export const keys: Section = {
  title: "Keys",
  about:
    "Each write carries an `Idempotency-Key` that the caller makes, one for each act of the operator. It is what makes a lost answer harmless.",
  rules: [
    rule(
      "A write without a key of 1 to 255 visible ASCII characters MUST be refused: 400 `idempotency-key-invalid`.",
      "A write that can't be repeated safely is one that is done twice one day.",
    ),
    rule(
      "A key MUST be unique for its program and operator: to another operator the same key is another one.",
      "Nobody hears what somebody else did by guessing a key.",
    ),
    rule(
      "The same request with the same key MUST answer the first answer, to the byte, with `Idempotent-Replayed: true`, whatever has become of the member since. The same is: the same route, the same input as it was understood, and the same `If-Match` and `Preview-Match`.",
      "Who never heard the answer hears it, and what it says was true of that act.",
    ),
    rule(
      "The same key with another request MUST be refused: 422 `idempotency-key-reused`.",
      "Two acts under one key are a mistake of the caller, of which one would be lost.",
    ),
    rule(
      "A key MUST have one effect, however many requests with it come at once. While the first one runs, a second MAY wait up to a second, and MUST then answer 409 `operation-in-progress` with `Retry-After`.",
      "A double click is the commonest doubled bonus.",
    ),
    rule(
      "Receipts and the refusals of the business MUST be kept as answers: every 409 but `operation-in-progress`, 410, `balance-overflow` and `reason-required`.",
      "A refused act must not come true later, by a retry, when the balance happens to do.",
    ),
    rule(
      "Other refusals MUST leave the key free: 400, 401, 403, 412, 413, 415, 422 `validation`, 428, 429 and 5xx before the work began.",
      "Nothing was decided. Once the input is right, or the operator signed in, the same act goes through.",
    ),
    rule(
      "An answer MUST be kept for at least 24 hours. A key MUST NOT be executed twice, ever: after that time it answers 409 `already-done`.",
      "A laptop may wake up a week later and send what it had not finished.",
    ),
    rule(
      "Key, answer and effect MUST be stored together, or not at all, before the answer leaves.",
      "Between any two of them the process may be killed.",
    ),
    rule(
      "A backend that can't keep keys MUST say so: `idempotency: none` in its capabilities.",
      "The kit then never sends a write again, and asks the operator to look.",
    ),
  ],
  example: [
    {
      path: "/members/m_1048/actions/add",
      headers: { "Idempotency-Key": "k-2" },
      body: { currency: "points", amount: 100, note: "Sorry for the wait" },
      status: 200,
      answer: { id: "…", status: "applied", changes: [{ currency: "points", requested: 100, applied: 100 }] },
    },
    {
      path: "/members/m_1048/actions/add",
      headers: { "Idempotency-Key": "k-2" },
      body: { currency: "points", amount: 100, note: "Sorry for the wait" },
      status: 200,
      answers: { "Idempotent-Replayed": "true" },
      answer: { id: "…", status: "applied" },
    },
    {
      path: "/members/m_1048/actions/add",
      headers: { "Idempotency-Key": "k-2" },
      body: { currency: "points", amount: 200 },
      status: 422,
      answer: { code: "idempotency-key-reused" },
    },
  ],
  routes: [],
};
