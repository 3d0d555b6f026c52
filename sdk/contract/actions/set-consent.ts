import { defineAction } from "../define-action.js";
import { multilineField, optional, optionField, reasonField } from "../fields.js";

/**
 * Records that the member agrees to a channel, or no longer does. How they said so is the evidence (GDPR, article 7(1)):
 * it is kept as the note of the operation.
 */
export const setConsent = defineAction({
  id: "set-consent",
  category: "profile",
  title: "Change a consent",
  summary: "What they agreed to, or withdrew",
  submit: "Record the consent",
  done: "Consent recorded",
  past: "Consent changed: {subject}",
  icon: "check-circle",
  capability: "consents.edit",
  danger: "reversible",
  holds: "outcome",
  problems: ["conflict"],
  fields: {
    channel: optionField("Channel", [
      { value: "sms", label: "SMS" },
      { value: "email", label: "E-mail" },
      { value: "push", label: "Notifications" },
    ]),
    granted: optionField("Consent", [
      { value: true, label: "Agreed" },
      { value: false, label: "Withdrawn" },
    ]),
    evidence: multilineField("How they said so", {
      maxLength: 1000,
      help: "When, where, and in which words. Kept as the note.",
    }),
    reasonCode: optional(reasonField("Reason")),
  },
  example: { channel: "sms", granted: true, evidence: "Ticked the box of form 12-A at the counter today" },
});
