import { answeringFrom, route } from "./route.js";

/** The module of a backend that tells of changes. */
export const changesModule = "changes";

/** What others change, told as it happens: apart from the other routes, since no first view needs it. */
export const changeRoutes = {
  changes: route({
    method: "GET",
    path: "/changes",
    summary: "Which members and jobs have changed, as it happens",
    level: "core",
    must: false,
    query: ["after", "members"],
    streams: true,
    answer: answeringFrom(() => import("./schemas/change.js"))((all) => all.Change),
    problems: ["validation", "rate-limited", "capability-not-supported"],
  }),
} as const;
