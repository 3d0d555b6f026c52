import { rule, type Section } from "../section.js";

export const undo: Section = {
  title: "Undo",
  about: "A mistake is taken back by `POST /operations/{operationId}/reversal`, which is a write like any other.",
  rules: [
    rule(
      "An undo MUST append an operation that takes back what the first one did, linked by `reverses` and `reversedBy`, and MUST NOT delete anything.",
      "What happened stays to be seen, and so does who put it right.",
    ),
    rule("An undo MUST carry a key, as each write does.", "An undo that is done twice is a new mistake."),
    rule(
      "An operation MUST be undone once: the second time is 409 `already-reversed`. An undo can't be undone: 409 `not-reversible`.",
      "It is done anew instead, and the timeline stays readable.",
    ),
    rule(
      "An undo that would take what is there no longer MUST be refused: 409 `insufficient-balance`.",
      "The points were spent; a debt is not the answer.",
    ),
    rule(
      "`reversible` MUST be null where an operation can't be undone (any more).",
      "The kit offers Undo by it, and by nothing else.",
    ),
    rule(
      "An undo that restores the balances and not all else MUST be announced: `undo: compensating` of the action's capability; one that there is none of: `none`.",
      "The operator is told what comes back, and what does not.",
    ),
    rule(
      "To undo one's own act MUST take the permission for that act. What somebody else did MAY take the permission for the contrary, and count against its limits.",
      "A typing mistake is mended on the spot. Who may not subtract should not subtract by undoing others' additions.",
    ),
  ],
  example: [
    {
      path: "/members/m_1048/actions/add",
      headers: { "Idempotency-Key": "k-6" },
      body: { currency: "points", amount: 50 },
      status: 200,
      answer: { id: "…", reversible: { until: null }, reversedBy: null },
    },
    {
      path: "/operations/{operationId}/reversal",
      headers: { "Idempotency-Key": "k-7" },
      body: { note: "Wrong customer" },
      status: 200,
      answer: { action: "add", reverses: "…", changes: [{ requested: -50, applied: -50 }], reversible: null },
    },
    {
      path: "/operations/{operationId}/reversal",
      headers: { "Idempotency-Key": "k-8" },
      body: {},
      status: 409,
      answer: { code: "not-reversible" },
    },
  ],
  routes: ["reverse"],
};
