import { defineAction } from "../define-action.js";
import { confirmationField, why } from "../fields.js";

/** Removes the member from the program for good (S0-21). Typed confirmation, stricter than S0-22 on purpose. */
export const deleteMember = defineAction({
  id: "delete",
  category: "delete",
  title: "Delete member",
  summary: "Erases the member for good and frees the e-mail and phone. Can't be undone.",
  submit: "Delete {name}",
  done: "Member deleted",
  past: "Member deleted",
  icon: "trash",
  capability: "members.delete",
  danger: "irreversible",
  holds: "exact",
  removesMember: "deleted",
  problems: ["precondition-required", "reason-required"],
  fields: { confirmation: confirmationField("Type the member's id or full name"), ...why },
  example: { confirmation: "m_scratch" },
});
