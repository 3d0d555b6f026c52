import { defineAction } from "../define-action.js";
import { integrationField, why } from "../fields.js";

/** Hands the member, as they are, to another system at once (S3-13). It is told of changes by itself: this is for when it missed some. */
export const resync = defineAction({
  id: "resync",
  category: "profile",
  title: "Resync",
  summary: "Hands them to another system anew",
  submit: "Resync with {subject}",
  done: "On its way to {subject}",
  past: "Resynced with {subject}",
  caution: "For troubleshooting only: other systems are told of changes by themselves.",
  icon: "retry",
  capability: "members.resync",
  danger: "outward",
  holds: "outcome",
  problems: ["reason-required"],
  fields: { integration: integrationField("With"), ...why },
  example: { integration: "newsletter" },
});
