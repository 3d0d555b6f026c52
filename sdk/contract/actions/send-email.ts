import { defineAction } from "../define-action.js";
import { templateField, why } from "../fields.js";

/** Template only (S0-17), charged as a campaign's send is (S0-19). */
export const sendEmail = defineAction({
  id: "send-email",
  category: "communication",
  title: "Send email",
  summary: "From a template, charged",
  submit: "Send email",
  done: "E-mail on its way",
  past: "E-mail {subject}",
  icon: "email",
  capability: "messages.email",
  danger: "outward",
  holds: "outcome",
  channel: "email",
  problems: ["member-blocked", "not-eligible", "reason-required"],
  fields: { templateId: templateField("Template", "email"), ...why },
  example: { templateId: "tpl_email_thanks" },
});
