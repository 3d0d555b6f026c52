import { defineAction } from "../define-action.js";
import { dateField, eventTypeField, optional, propertiesField, why } from "../fields.js";

/**
 * Registers something that happened, as a till would have told it (S3-15): the program's rules react to it, and what it
 * earns may expire on a day of its own (S3-16). What has happened can't be taken back; what it earned can.
 */
export const addEvent = defineAction({
  id: "add-event",
  category: "profile",
  title: "Add event",
  summary: "What happened: the rules react to it",
  submit: "Add the event",
  done: "Event added",
  past: "Event: {subject}",
  icon: "bolt",
  capability: "events.add",
  danger: "reversible",
  undo: "none",
  holds: "outcome",
  firesRules: true,
  problems: ["member-blocked", "reason-required"],
  fields: {
    type: eventTypeField("Event"),
    properties: optional(propertiesField("Properties", "type")),
    expiresAt: optional(
      dateField("Points expire", { none: "As usual", help: "What the event earns. A rule's own day comes first." }),
    ),
    ...why,
  },
  example: { type: "review", properties: { stars: 5 }, note: "Read out to us on the phone" },
});
