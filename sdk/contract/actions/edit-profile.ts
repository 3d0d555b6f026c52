import { defineAction } from "../define-action.js";
import { changesField, why } from "../fields.js";

/**
 * Changes what is known of the member (S2-4, S3-14): the attributes that were touched, each held by what was seen there.
 * Which there are, and what fits them, the program says.
 */
export const editProfile = defineAction({
  id: "edit-profile",
  category: "profile",
  title: "Edit profile",
  summary: "Name, addresses and what else is known",
  submit: "Update",
  done: "Profile updated",
  past: "Profile edited",
  icon: "person",
  capability: "profile.edit",
  danger: "reversible",
  holds: "outcome",
  problems: ["conflict", "reason-required"],
  fields: { changes: changesField("Profile"), ...why },
  example: { changes: { language: { from: "en", to: "he" } }, note: "Asked for it by phone" },
});
