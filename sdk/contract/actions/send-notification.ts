import { defineAction } from "../define-action.js";
import { multilineField, optional, templateField, textField, why } from "../fields.js";

/** A saved template, or a custom title and text that are not saved (S0-18). */
export const sendNotification = defineAction({
  id: "send-notification",
  category: "communication",
  title: "Send notification",
  summary: "To the member's app",
  submit: "Send notification",
  done: "Notification on its way",
  past: "Notification {subject}",
  icon: "bell",
  capability: "messages.push",
  danger: "outward",
  holds: "outcome",
  channel: "push",
  problems: ["member-blocked", "not-eligible", "reason-required"],
  fields: {
    templateId: optional(templateField("Template", "push")),
    title: optional(textField("Title", { maxLength: 80, variables: true })),
    body: optional(multilineField("Text", { maxLength: 500, variables: true })),
    ...why,
  },
  alternatives: {
    template: { label: "Template", fields: ["templateId"] },
    custom: { label: "Custom", fields: ["title", "body"] },
  },
  example: { title: "A coffee on us", body: "Hi {first_name}, show this at the till." },
});
