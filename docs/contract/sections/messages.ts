import { rule, type Section } from "../section.js";

export const messages: Section = {
  title: "Messages",
  about:
    "`send-sms`, `send-email`, `send-notification` and `send-message` send something; other actions may tell the member of what they did (`notify`).",
  rules: [
    rule(
      "A member who has not agreed to a channel MUST be sent nothing by it: the message is `blocked`, with the reason `no-consent`.",
      "Consent is the law, and it decides at delivery: it may be withdrawn meanwhile.",
    ),
    rule(
      "A preview MUST show the text as this member would get it, its segments, its cost, and whether they agreed.",
      "The operator sees “Hi {first_name}” before the member does.",
    ),
    rule(
      "A message MUST leave at most once for each operation, and only after the operation is stored.",
      "Nobody is told of points that they did not get.",
    ),
    rule(
      "A message MUST say how far it got: `queued`, `sent`, `delivered`, `blocked`, `failed` or `unknown`.",
      "“Sent” is not “arrived”, and support is asked about the difference.",
    ),
    rule("What left MUST NOT be called undoable: `reversible` is null.", "It can't be called back."),
  ],
  example: [
    {
      path: "/members/m_1048/previews/send-sms",
      body: { body: "Hi {first_name}, your table is ready." },
      status: 200,
      answer: {
        status: "simulated",
        message: {
          channel: "sms",
          body: "Hi Noa, your table is ready.",
          segments: 1,
          consent: false,
          reason: "no-consent",
        },
        reversible: null,
      },
    },
  ],
  routes: ["messages", "messageTotals"],
};
