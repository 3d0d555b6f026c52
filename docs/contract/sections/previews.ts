import { rule, type Section } from "../section.js";

export const previews: Section = {
  title: "Previews",
  about:
    "`POST /members/{memberId}/previews/{action}` takes the action's own input and answers its operation with the status `simulated`. It belongs to the level `preview`; a backend without it says `preview: none`.",
  rules: [
    rule(
      "A preview MUST be the write's own decision, not applied: it writes nothing and takes no key.",
      "A second calculation would differ from the first one, on the day that counts.",
    ),
    rule(
      "A preview MUST refuse what the write would refuse: input, permission, limits, what is not there, the business. Only a reason that is required MAY still be missing.",
      "The operator learns it before they press the button.",
    ),
    rule(
      "An `exact` preview MUST answer a `previewTag`, a digest of its outcome: deltas, tier, message, consent, refusal, and not absolute balances.",
      "A purchase meanwhile moves the balance and leaves the outcome as it was seen.",
    ),
    rule(
      "A write with `Preview-Match` whose outcome is another one MUST be refused: 412 `stale`.",
      "What was seen is what happens.",
    ),
    rule(
      "A backend whose previews are an `estimate` MUST say so in its capabilities, and answers no tag.",
      "The kit says “about”, and holds nobody to it.",
    ),
    rule(
      "The preview of an action that gives MAY say what the member was given by hand lately (`given`), to who may see the timeline. That is no part of the tag.",
      "Two colleagues do not give the same apology twice.",
    ),
  ],
  example: [
    {
      path: "/members/m_1048/previews/add",
      body: { currency: "points", amount: 100 },
      status: 200,
      answer: { status: "simulated", changes: [{ currency: "points", applied: 100 }], previewTag: "…" },
    },
    {
      path: "/members/m_1048/actions/add",
      headers: { "Idempotency-Key": "k-5", "Preview-Match": "another-outcome" },
      body: { currency: "points", amount: 100 },
      status: 412,
      answer: { code: "stale" },
    },
  ],
  routes: ["reversalPreview"],
};
