import { defineAction } from "../define-action.js";
import { confirmationField, why } from "../fields.js";

/** Removes all that names a member, and keeps what they did for statistics, whole and without a name (S2-6). */
export const anonymize = defineAction({
  id: "anonymize",
  category: "membership",
  title: "Anonymize",
  summary: "Removes the person for good, keeps the figures",
  submit: "Anonymize {name}",
  done: "Member anonymized",
  past: "Member anonymized",
  icon: "nameless",
  capability: "members.anonymize",
  danger: "irreversible",
  holds: "exact",
  removesMember: "anonymized",
  problems: ["precondition-required", "reason-required"],
  fields: { confirmation: confirmationField("Type the member's id or full name"), ...why },
  example: { confirmation: "m_1201" },
});
