import { defineAction } from "../define-action.js";
import { multilineField, why } from "../fields.js";

/** A message to this one member, in one's own words, by the channel that the program keeps for it. It is launched beside their name. */
export const sendMessage = defineAction({
  id: "send-message",
  category: "communication",
  title: "Send a message",
  summary: "Straight to the member",
  submit: "Send message",
  done: "Message on its way",
  past: "Message sent",
  icon: "chat",
  capability: "messages.direct",
  danger: "outward",
  holds: "outcome",
  placement: "panel",
  channel: "direct",
  problems: ["member-blocked", "not-eligible", "reason-required"],
  fields: { body: multilineField("Message", { maxLength: 1000, variables: true, module: "messages" }), ...why },
  example: { body: "Hi {first_name}, we found your umbrella." },
});
