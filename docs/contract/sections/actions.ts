import { rule, type Section } from "../section.js";

export const actions: Section = {
  title: "Actions",
  about:
    "Every change to a member is an action, `POST /members/{memberId}/actions/{action}`, and answers an operation: the receipt, which is the entry of the timeline as well.",
  rules: [
    rule(
      "A backend MAY offer any of the actions below, and MUST have each that `GET /capabilities` names. One that it does not name MUST be refused: 501 `capability-not-supported`, or 404.",
      "The kit shows a button for what is named, and nothing else.",
    ),
    rule(
      "A capability MUST say where it takes less than the contract has: `currencies`, `optionalFields`, `maximum`, `undo`, who reads the note (`noteSeenBy`).",
      "The form leaves out what would be refused.",
    ),
    rule(
      "`GET /members/{memberId}/actions` MUST say of each action, in each of its currencies, whether this operator may do it to this member now, or why not, and what a limit leaves (`remaining`).",
      "An operator reads the reason on the button, not after filling in a form.",
    ),
    rule(
      "HTTP 200 MUST mean that a write was answered; what came of it says `status`: `applied` and `reversed` are done, `rejected` and `failed` changed nothing, `pending`, `awaiting_approval` and `unknown` are not final.",
      "A backend that carries out later, or asks a second person, can say so.",
    ),
    rule(
      "What is not final MUST be followed by `GET /operations/{operationId}`, a second after the answer and then at growing intervals of at most 30 seconds.",
      "Nobody is told “done” before it is.",
    ),
    rule(
      "An operation MUST say of each balance what was asked for (`requested`), what was done (`applied`), and each part of it before and after.",
      "The receipt is proof enough, a year later, without the balances of then.",
    ),
    rule(
      "What an action moves MUST be what the table below says of it: `add` raises earned and spendable, `redeem` spends and leaves earned, `subtract` takes both.",
      "Earned decides the tier. An action that moves the wrong part costs somebody their tier.",
    ),
    rule("A balance MUST NOT fall below 0: 409 `insufficient-balance`.", "Debts of points can't be collected."),
    rule(
      "Where the capabilities require a reason (`reason`), a write without it MUST be refused: 422 `reason-required`.",
      "A ledger that nobody can explain is no ledger.",
    ),
    rule(
      "A manual action MUST NOT fire the program's rules, except those of which `firesRules` says `yes`.",
      "A bonus for a complaint must not earn a bonus for a purchase.",
    ),
    rule(
      "What waits for a second person MUST be decided about by another one than who asked, once.",
      "A limit that one lifts oneself is none.",
    ),
    rule(
      "A backend MAY offer actions of its own, and MUST describe each in `own`: its words, danger, permission, and `input` in the OpenAPI document's part of JSON Schema.",
      "The kit draws, previews, confirms and undoes it like any other.",
    ),
  ],
  example: [
    {
      path: "/members/m_1048/actions",
      status: 200,
      answer: { data: [{ action: "add", currency: "points", allowed: true, reason: null, remaining: null }] },
    },
  ],
  routes: ["memberActions", "operation", "searchOperations", "approvals", "approvalPreview", "decide"],
};
