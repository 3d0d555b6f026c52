import { answeringFrom, route } from "./route.js";

const answering = answeringFrom(() => import("./schemas/answers.js").then(() => import("./schemas/later-answers.js")));

/** The module of a backend that masks contact data, and shows one of them to who may look at it. */
export const revealsModule = "reveals";

/** A look at what is masked: apart from the other routes, since no first view needs it. */
export const revealRoutes = {
  reveal: route({
    method: "POST",
    path: "/members/{memberId}/reveals",
    summary: "One detail that is masked, as it is: a look that is audited, and changes nothing",
    level: "core",
    must: false,
    answer: answering((all) => all.Revealed),
    problems: ["not-found", "member-gone", "forbidden", "validation", "capability-not-supported"],
  }),
} as const;
