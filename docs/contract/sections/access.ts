import { rule, type Section } from "../section.js";

export const access: Section = {
  title: "Access",
  about:
    "The host's backend mints a token for its signed-in operator, with the claims `tenant`, `sub`, `name`, `role`, `permissions` and `limits`. The page holds it in memory and sends it with each request.",
  rules: [
    rule(
      "A request without a token that the backend could verify MUST answer 401 `not-authenticated`, whatever it asks for.",
      "Nothing is told of members before it is known who asks.",
    ),
    rule(
      "A backend MUST check a token's signature, its audience and its expiry. The algorithm MUST follow from the backend's own key, never from the token alone.",
      "Anybody can write claims, and `alg: none`. Only the host can sign them.",
    ),
    rule(
      "A token MUST be taken from the `Authorization` header alone.",
      "Addresses end up in histories, logs and referrers.",
    ),
    rule(
      "A token MUST be good for minutes. A backend MAY refuse one that is good for more than an hour.",
      "What leaks is worthless soon, and who has left the team loses access by itself.",
    ),
    rule(
      "Tenant, operator, permissions and limits MUST come from the token, never from a body or an address.",
      "A page can be changed by whoever sits in front of it.",
    ),
    rule(
      "An id of another program MUST answer as an id that never was: 404 `not-found`.",
      "Not even that it exists is told.",
    ),
    rule(
      "What an operator has no permission for MUST be refused with 403 `forbidden`. `*` grants all; a permission may be narrowed to a currency: `ledger:redeem:points`.",
      "A hidden button protects nothing.",
    ),
    rule(
      "A backend MUST keep each limit that a token names, or refuse the token. What is over one MUST be refused with 403 `limit-exceeded`, or wait for a second person (`awaiting_approval`). `day`, `week` and `month` are the last 24 hours, 7 and 30 days; a limit whose `currency` is null counts all currencies together.",
      "Nothing is gained by splitting an amount, or by waiting for midnight.",
    ),
    rule(
      "A backend MAY mask contact data from operators who may not see it: the kind is `masked`, and what stands there is dots. It MUST do so in each answer then, and MUST NOT let searches, filters or columns lead there.",
      "The page holds nothing that it could leak. With the module `reveals` one detail can be looked at, which is audited before it is answered.",
    ),
    rule(
      "A backend MAY show who did, and was shown, what, by ids and codes (module `audit`). Who reads that MUST have the permission for it, and is in it, too.",
      "Looking is an act as well, and the one that nobody sees.",
    ),
  ],
  example: [
    {
      path: "/operator",
      headers: { Authorization: "Bearer eyJhbGciOiJub25lIn0.e30.e30" },
      status: 401,
      answer: { code: "not-authenticated", status: 401, retryable: false },
    },
  ],
  routes: ["operator", "reveal", "audit"],
};
