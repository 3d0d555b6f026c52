import { rule, type Section } from "../section.js";

export const lists: Section = {
  title: "Lists",
  about: "A list comes in pages, `{ data, page: { next } }`. The routes below are what forms choose from.",
  rules: [
    rule(
      "`limit` MUST be 25 where it is left out. Outside of 1 to 100 it MUST be refused (422).",
      "A page costs the same, whoever asks.",
    ),
    rule(
      "`page.next` MUST be a cursor that is opaque to the caller, and null on the last page.",
      "The backend can change what is in it. A caller that counts pages reads something else than it thinks.",
    ),
    rule(
      "A cursor MUST say behind which entry to go on, not behind how many.",
      "What is added meanwhile would shift an offset: an entry would come twice, or never.",
    ),
    rule(
      "A cursor that the list did not write MUST be refused (422), or lead to nothing that its reader may not see.",
      "A cursor is a position, and no permission.",
    ),
    rule(
      "A cursor that has expired MUST answer 410 `cursor-expired`; the list starts over.",
      "The caller can tell a mistake of its own from a list that has moved on.",
    ),
    rule(
      "A cursor MUST NOT hold what somebody is found or sorted by.",
      "It travels in addresses, where no personal data stands.",
    ),
  ],
  example: [
    {
      path: "/members/m_1048/activities?limit=1",
      status: 200,
      answer: { data: [{ id: "…", action: "…" }], page: { next: "…" } },
    },
    {
      path: "/members/m_1048/activities?limit=101",
      status: 422,
      answer: { code: "validation", errors: [{ pointer: "/limit", code: "too-large" }] },
    },
  ],
  routes: [
    ...(["gifts", "punchCards", "items", "rewards", "templates", "searchTags", "reasonCodes", "attributes"] as const),
    "eventTypes",
  ],
};
