import { defineAction } from "../define-action.js";
import { multilineField, optional, templateField, why } from "../fields.js";

/** A saved template, or a custom text that is not saved (S0-16). Consent is enforced at delivery (S0-20). */
export const sendSms = defineAction({
  id: "send-sms",
  category: "communication",
  title: "Send SMS",
  summary: "From a template, or your own words",
  submit: "Send SMS",
  done: "SMS on its way",
  past: "SMS {subject}",
  icon: "sms",
  capability: "messages.sms",
  danger: "outward",
  holds: "outcome",
  channel: "sms",
  problems: ["member-blocked", "not-eligible", "reason-required"],
  fields: {
    templateId: optional(templateField("Template", "sms")),
    body: optional(multilineField("Text", { maxLength: 1000, variables: true })),
    ...why,
  },
  alternatives: {
    template: { label: "Template", fields: ["templateId"] },
    custom: { label: "Custom", fields: ["body"] },
  },
  example: { body: "Hi {first_name}, sorry about your order. Your next coffee is on us." },
});
