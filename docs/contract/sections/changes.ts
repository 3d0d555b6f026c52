import { rule, type Section } from "../section.js";

export const changes: Section = {
  title: "Changes",
  about:
    "A backend with the module `changes` tells of them by a stream of events, which is fetched with the token. Without it the kit asks now and then.",
  rules: [
    rule(
      "An event MUST hold ids alone: `member.updated` and `job.updated`, of this program's members, and of jobs that the operator may see. What has changed is read by its own route.",
      "A stream is no second way to read somebody.",
    ),
    rule(
      "Every change of a member MUST be told, by whomever: another operator, a rule, a till, an expiry, a delivery.",
      "A balance on the screen that is not the balance is worse than none.",
    ),
    rule(
      "The stream MUST say at least every 20 seconds how far it has come, by an `id`.",
      "Who hears nothing can't tell a quiet shop from a dead line.",
    ),
    rule(
      "`?after=` MUST resume behind an `id`, for at least ten minutes. It MAY tell something twice, and MUST NOT miss anything. Where it can't resume, the first event MUST be `changes.lost`.",
      "A laptop that was closed for a minute misses nothing, or knows that it did.",
    ),
    rule(
      "The stream MUST end with its token, and MUST NOT be held back by compression or buffering.",
      "Who has left the team hears nothing more; who works hears at once.",
    ),
    rule("A backend MAY bound how many streams are open (429).", "Each costs it a connection."),
  ],
  routes: ["changes"],
};
