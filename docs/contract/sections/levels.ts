import { rule, type Section } from "../section.js";

export const levels: Section = {
  title: "Levels",
  about: "A backend has one of three levels, each with all of the former: `core`, `preview`, `bulk`.",
  rules: [
    rule(
      "`capabilities.level` MUST name the level, and a backend MUST have each route of it below.",
      "The kit asks for nothing of a higher level, and hides what it would need it for.",
    ),
    rule(
      "A route that MAY be missing MUST be there where a module or an action that a backend names needs it.",
      "What is promised works.",
    ),
    rule(
      "A backend MAY begin with `core`: read a member, act, keys, settle, undo, problems.",
      "That is [a day's work](./backend-in-a-day.md), and the elements run on it.",
    ),
  ],
  routes: [],
};
