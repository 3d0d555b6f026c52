import { defineAction } from "../define-action.js";
import { confirmationField, why } from "../fields.js";

/** Unregisters a member who wants to leave, for good (S3-2). Who joins again starts with nothing (S3-3). */
export const optOut = defineAction({
  id: "opt-out",
  category: "membership",
  title: "Opt out",
  summary: "Unregisters for good. Points are lost",
  submit: "Opt out {name}",
  done: "Opted out",
  past: "Opted out",
  icon: "leave",
  capability: "members.opt-out",
  danger: "irreversible",
  holds: "exact",
  removesMember: "opted-out",
  problems: ["precondition-required", "reason-required"],
  fields: { confirmation: confirmationField("Type the member's id or full name"), ...why },
  example: { confirmation: "m_scratch2" },
});
