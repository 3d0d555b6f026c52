import { type Lazy, paging, route, type Schema } from "../route.js";

const answers = () => import("./answer-schemas.js");
type Answers = Awaited<ReturnType<typeof answers>>;

const answering =
  <S extends Schema>(pick: (all: Answers) => S): Lazy<S> =>
  async () =>
    pick(await answers());

/** The routes about many members: no page loads them before it filters, lists, exports or acts on many. */
export const bulkRoutes = {
  filterSchema: route({
    method: "GET",
    path: "/filter-schema",
    summary: "What members can be filtered by",
    level: "bulk",
    must: true,
    answer: answering((all) => all.FilterSchema),
    problems: [],
  }),
  audienceQuery: route({
    method: "POST",
    path: "/audience-queries",
    summary: "A page of the members that a filter finds, how many there are, and how many can be reached",
    level: "bulk",
    must: true,
    answer: answering((all) => all.AudiencePage),
    problems: ["cursor-expired", "too-costly"],
  }),
  audiences: route({
    method: "GET",
    path: "/audiences",
    summary: "Saved filters, by name",
    level: "bulk",
    must: false,
    query: paging,
    answer: answering((all) => all.pageOf(all.Audience)),
    problems: [],
  }),
  saveAudience: route({
    method: "POST",
    path: "/audiences",
    summary: "Save a filter under a name that no other has; the same again answers what was saved",
    level: "bulk",
    must: false,
    answer: answering((all) => all.Audience),
    problems: ["conflict"],
  }),
  audience: route({
    method: "GET",
    path: "/audiences/{audienceId}",
    summary: "A saved filter",
    level: "bulk",
    must: false,
    answer: answering((all) => all.Audience),
    problems: ["not-found"],
  }),
  changeAudience: route({
    method: "PATCH",
    path: "/audiences/{audienceId}",
    summary: "Change a saved filter; the same change is safe to repeat",
    level: "bulk",
    must: false,
    answer: answering((all) => all.Audience),
    problems: ["not-found", "conflict"],
  }),
  deleteAudience: route({
    method: "DELETE",
    path: "/audiences/{audienceId}",
    summary: "Delete a saved filter; nobody in it is touched",
    level: "bulk",
    must: false,
    answer: answering((all) => all.Deleted),
    problems: ["not-found"],
  }),
  exportMembers: route({
    method: "POST",
    path: "/exports",
    summary: "Where a file of an audience can be fetched, once and within minutes, without a token",
    level: "bulk",
    must: false,
    answer: answering((all) => all.SingleUse),
    problems: [],
  }),
  handOff: route({
    method: "POST",
    path: "/audience-handoffs",
    summary: "Where the host's campaign wizard goes on with an audience",
    level: "bulk",
    must: false,
    answer: answering((all) => all.Handoff),
    problems: ["capability-not-supported"],
  }),
} as const;
