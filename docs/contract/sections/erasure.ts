import { rule, type Section } from "../section.js";

export const erasure: Section = {
  title: "Erasure",
  about: "`delete`, `anonymize` and `opt-out` are three ways to leave for good. They can't be undone.",
  rules: [
    rule(
      "An erasure MUST take the version that was seen (`If-Match`), and a `confirmation`: the member's id or full name, as typed. Anything else typed is refused (422) at `/confirmation`.",
      "Nobody is erased by a slip, or after they have become somebody else by a merge.",
    ),
    rule(
      "Its capability MUST say in words what is removed, kept and freed (`consequences`).",
      "The operator reads it before they type a name.",
    ),
    rule(
      "What is personal MUST be gone with the act itself: from answers, lists, searches, messages that wait, and kept answers.",
      "“Within 30 days” is what a complaint is about.",
    ),
    rule(
      "Each route MUST answer 410 `member-gone` for them after that, a search MUST NOT find them, and a replay of what was done to them MUST NOT show them.",
      "A page that is still open stops showing them.",
    ),
    rule(
      "A backend with the module `certificates` MUST answer the certificate of each erasure, signed, the same each time and without anything personal; 503 until it is signed. Its keys MUST be at `/certificates/keys` without a token, those of before, too.",
      "Somebody has to show a year later what was erased, for whom and on what request, when the data is gone.",
    ),
    rule("Amounts and dates MAY stay, as nobody's.", "The program's figures stay whole without the person."),
  ],
  example: [
    {
      path: "/members/m_1048/actions/delete",
      headers: { "Idempotency-Key": "k-9", "If-Match": "…" },
      body: { confirmation: "Somebody Else" },
      status: 422,
      answer: { code: "validation", errors: [{ pointer: "/confirmation" }] },
    },
  ],
  routes: ["subjectAccess", "certificate"],
};
