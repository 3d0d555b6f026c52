import { rule, type Section } from "../section.js";

export const versions: Section = {
  title: "Versions",
  about:
    "The contract has a version of its own, a whole number: now 1. What has changed in it stands in [its changelog](./contract-changelog.md).",
  rules: [
    rule(
      "`GET /capabilities` MUST answer `contractVersion`, and the base URL MUST end in it: `/v1`.",
      "Two versions can be served side by side, and a page says by its `base-url` which one it speaks.",
    ),
    rule(
      "A backend MAY add, within a version, fields to its answers, routes, problem codes, and values to any text that stands for one of a few.",
      "The program grows without a new version. The OpenAPI document says of each such text what a reader does with a value that it does not know.",
    ),
    rule(
      "A caller MUST ignore fields that it does not know, and take an unknown value as the OpenAPI document says of it.",
      "A page of last year works on a backend of today.",
    ),
    rule(
      "A backend MUST NOT, within a version, take away what it MUST have, require a field that could be left out, or change what a field means.",
      "Pages that embed the kit are not all updated on one day.",
    ),
    rule(
      "A backend of version N MUST go on answering version N-1 until there is a version N+1.",
      "Each host moves on its own day: first the backend, then the pages, one by one.",
    ),
  ],
  example: [
    {
      path: "/capabilities",
      status: 200,
      answer: { contractVersion: 1, level: "bulk", preview: "exact", idempotency: "native" },
    },
  ],
  more: `In practice, should there be a version 2:

| day | backend answers | pages ask |
| --- | --- | --- |
| today | \`/v1\` | \`/v1\` |
| the backend moves to 2 | \`/v1\` and \`/v2\`, over the same data and the same keys | \`/v1\` |
| the pages move, one by one | \`/v1\` and \`/v2\` | \`/v1\` or \`/v2\` |
| version 3 comes | \`/v2\` and \`/v3\`; \`/v1\` may go | \`/v2\` or \`/v3\` |

There has been one version so far, so there is no N-1 yet: a backend that answers \`/v1\` answers all there is.`,
  routes: ["capabilities"],
};
