import { defineAction } from "../define-action.js";
import { confirmationField, memberField, optional, picksField, why } from "../fields.js";

/**
 * Two profiles of one person become one (S3-4, S3-5): the member who is acted on stays, with all that both had. The
 * other one is gone for good, e-mail and phone with them. What was earned twice stays twice, and is pointed out (S3-6).
 */
export const merge = defineAction({
  id: "merge",
  category: "membership",
  title: "Merge a duplicate",
  summary: "Takes in another profile of the same person",
  submit: "Merge into {name}",
  done: "Merged",
  past: "Another profile merged into this one",
  icon: "merge",
  capability: "members.merge",
  danger: "irreversible",
  holds: "exact",
  merges: true,
  problems: ["member-blocked", "balance-overflow", "precondition-required", "reason-required"],
  fields: {
    mergedMemberId: memberField("Duplicate"),
    take: optional(picksField("Taken from the duplicate")),
    confirmation: confirmationField("Type the id or full name of the profile that goes"),
    ...why,
  },
  example: { mergedMemberId: "m_1049", confirmation: "m_1049" },
});
