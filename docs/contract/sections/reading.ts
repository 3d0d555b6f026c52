import { rule, type Section } from "../section.js";

export const reading: Section = {
  title: "Reading",
  about: "A first view reads who asks, what there is, the member and their timeline, all at once.",
  rules: [
    rule(
      "Personal data MUST NOT stand in an address: searches are POSTs, without a key.",
      "Addresses are logged by everything on the way.",
    ),
    rule(
      "A search MUST find a member by the whole of their id, and MUST list everybody where `q` is empty. It MUST find by how a name begins, unless `capabilities.search` is there and names no `name`; by what else it finds, that says, too.",
      "An operator types what the customer says.",
    ),
    rule(
      "`POST /member-reads` MUST answer up to 100 members by `ids` or by `externalIds`, and leave out who is not there.",
      "A page of the host knows its own ids, and shows many members at once.",
    ),
    rule(
      "`GET /members/{memberId}` MUST answer all that a first view shows, with an `ETag`.",
      "One request draws a profile.",
    ),
    rule(
      "What a backend does not know MUST be null, or left out where the schema lets it. It MUST NOT be a made-up 0 or an empty text.",
      "A 0 is shown and believed. What is null is not shown at all.",
    ),
    rule(
      "Fields that the contract does not have MUST be refused in requests: 422 `validation`, with a pointer to each. So MUST unknown parameters.",
      "A misspelt `expiresAt` would be an addition that never expires, and nobody would notice.",
    ),
    rule(
      "The timeline MUST come newest first, and hold what rules, tills and the program did as well. Each entry MUST say its `source`, its operator, why (`reasonCode`, `note`, `reference`), and the balances before and after.",
      "It is what an operator explains a balance by.",
    ),
    rule(
      "`type`, `source`, `operator`, `from` and `to` MUST narrow the timeline.",
      "A filter that is ignored shows wrong entries under a right title.",
    ),
    rule(
      "Of a member who was erased each route MUST answer 410 `member-gone`, of one who was merged with `mergedInto`. It MAY say in `erased` when and by whom.",
      "Gone is not the same as never there: the page stops asking, or goes where they are now.",
    ),
    rule(
      "A route that a backend may lack, and lacks, MUST answer 501 `capability-not-supported`, or 404 or 405. What is of a module that `capabilities.modules` does not name is not asked for.",
      "The kit hides what is not there, and goes on.",
    ),
    rule(
      "A backend MAY answer many views in one `POST /member-views`. Each part MUST be what its own route answers.",
      "Fifty profiles on a page take one request.",
    ),
  ],
  example: [
    {
      path: "/member-searches",
      body: { q: "Noa Ben", limit: 1 },
      status: 200,
      answer: { data: [{ id: "m_1048", name: "Noa Ben-David", status: "active" }], page: { next: "…" } },
    },
  ],
  routes: [
    ...([
      "searchMembers",
      "readMembers",
      "memberViews",
      "member",
      "activities",
      "heldGifts",
      "heldPunchCards",
    ] as const),
    ...(["heldCoupons", "heldCards", "purchases", "balanceHistory", "household"] as const),
  ],
};
