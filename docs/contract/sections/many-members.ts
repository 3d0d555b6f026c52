import { bulkRoutes } from "../../../sdk/contract/bulk/routes.js";
import { jobRoutes } from "../../../sdk/contract/bulk/job-routes.js";
import type { RouteId } from "../../../sdk/contract/index.js";
import { rule, type Section } from "../section.js";

/** What is about one member, and who looked, stand elsewhere. */
const aboutMany = Object.keys({ ...bulkRoutes, ...jobRoutes }).filter(
  (id) => !["subjectAccess", "certificate", "audit"].includes(id),
) as RouteId[];

export const manyMembers: Section = {
  title: "Many members",
  about: "The level `bulk`: finding members by a filter, taking them along, and doing one action to all of them.",
  rules: [
    rule(
      "`GET /filter-schema` MUST say what members can be filtered by, each field with an id of its own, its operators and its values.",
      "The kit draws the rows of a filter from it, and knows no program.",
    ),
    rule(
      "A filter without rules MUST find everybody, each once over its pages; who was erased is in no audience.",
      "A count that is wrong by one is a count that nobody trusts.",
    ),
    rule(
      "A condition on one value MUST be unknown where a member has none, as in SQL; on several values (tags) it never is.",
      "“Birthday is not in May” does not mean “has no birthday”.",
    ),
    rule(
      "What is wrong with a filter MUST be a 422 that points at the row: `/filter/rules/2/value`. One that takes too long MUST be cut: 422 `too-costly`.",
      "The builder marks the row; one heavy filter stops nobody else.",
    ),
    rule(
      "`POST /bulk-previews` MUST write down whom it would be done to, and say who is left out and why, the totals and the cost. A job MUST act on exactly those, less those who are no longer eligible.",
      "What was looked at is what is done, whoever joins the audience meanwhile.",
    ),
    rule(
      "A job MUST do each member once, however often a process is killed, and keep their rules, permissions, undo and audit as a single act does.",
      "Ten thousand members are not a place to find out how it restarts.",
    ),
    rule(
      "A job that can't be undone, or that leaves the house, MUST be confirmed with the number of members, as typed.",
      "Nobody deletes 10,000 by a slip.",
    ),
    rule(
      "The address of a file MUST be good once and for minutes. It takes no token, so that it is the secret. A file that breaks off MUST be cut in its transfer.",
      "A browser downloads it by itself. No short file looks whole.",
    ),
  ],
  example: [
    {
      path: "/audience-queries",
      body: { filter: { combinator: "and", rules: [] }, limit: 0, count: true },
      status: 200,
      answer: { data: [], count: { value: "…", precision: "exact" } },
    },
    {
      path: "/audience-queries",
      body: { filter: { combinator: "and", rules: [{ field: "no-such-field", operator: "=", value: "a" }] } },
      status: 422,
      answer: { code: "validation", errors: [{ pointer: "/filter/rules/0/field" }] },
    },
  ],
  routes: aboutMany,
};
