import { rule, type Section } from "../section.js";

export const settling: Section = {
  title: "Settling",
  about:
    "A caller whose answer was lost sends the same again. Where it can't any more, since the page was reloaded, it asks what became of the key.",
  rules: [
    rule(
      "`POST /operations/settle` MUST answer `settled` with the outcome of a key that was used: its HTTP status, and its receipt or its refusal.",
      "The operator is told what happened, in place of “try again”.",
    ),
    rule(
      "A key that never arrived MUST be voided by being asked for: the answer is `voided`, and a late arrival of the write MUST be refused and change nothing.",
      "“It was not done” is true only if it also won't be. A request may still be on its way.",
    ),
    rule(
      "A key that still runs MUST answer `running`; it is asked about again a second later.",
      "It is neither done nor void.",
    ),
    rule(
      "A backend that can't tell MUST answer `unknown`. The write MUST NOT be sent again then.",
      "A guess would be wrong once, and that once is somebody's money.",
    ),
    rule("Settling MUST be safe to repeat, and takes no key.", "It is asked on bad networks, where answers get lost."),
  ],
  example: [
    {
      path: "/operations/settle",
      body: { idempotencyKey: "k-never-sent" },
      status: 200,
      answer: { state: "voided", status: null, operation: null, problem: null },
    },
    {
      path: "/members/m_1048/actions/add",
      headers: { "Idempotency-Key": "k-never-sent" },
      body: { currency: "points", amount: 100 },
      status: 409,
      answer: { code: "conflict" },
    },
  ],
  routes: ["settle"],
};
